"""numpy, imported when something of it is first used: who has no array need not wait for it."""


class _Numpy:
    def __getattr__(self, name):
        import numpy
        found = getattr(numpy, name)
        setattr(self, name, found)      # so this is called once for each name
        return found


np = _Numpy()
