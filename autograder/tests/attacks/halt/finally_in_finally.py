"""Code that doubles with each level of `finally` when it is compiled, eighteen levels deep.

Survived: it is compiled behind the wall, within limits.

unit: derivative
says: stopped after|MemoryError|killed by signal|SyntaxError|right
"""

levels = 18
text = "".join(f"{' ' * k}try:\n{' ' * k} pass\n{' ' * k}finally:\n" for k in range(levels)) + " " * levels + "x = 1\n"
compile(text, "deep", "exec")
exec(compile("def f():\n" + "".join(f" {line}\n" for line in text.splitlines()), "deeper", "exec"))


def derivative(*anything, **more):
    return 0.5
