"""Catalogues: what the kit says to students, in other languages."""
