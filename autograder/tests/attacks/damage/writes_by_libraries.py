"""Writes by whatever opens files for itself: databases, logs, profiles, dumps, archives, arrays, shelves.

Survived: nothing can be opened, whoever asks.

unit: derivative
says: Error: all refused
"""

import configparser
import cProfile
import logging
import shelve
import sqlite3
import tempfile
import tracemalloc
import zipfile

import numpy as np

PLACE, made = "/ROOT/class/written", []


def profile():
    profiler = cProfile.Profile()
    profiler.enable()
    profiler.disable()
    profiler.dump_stats(PLACE)


def dump():
    tracemalloc.start()
    tracemalloc.take_snapshot().dump(PLACE)


WAYS = {"sqlite": lambda: sqlite3.connect(PLACE).execute("create table t (x)"),
        "attach": lambda: sqlite3.connect(":memory:").execute(f"attach '{PLACE}' as a"),
        "vacuum": lambda: sqlite3.connect(":memory:").execute(f"vacuum into '{PLACE}'"),
        "logging": lambda: logging.FileHandler(PLACE), "profile": profile, "tracemalloc": dump,
        "shelve": lambda: shelve.open(PLACE), "zip": lambda: zipfile.ZipFile(PLACE, "w"),
        "numpy": lambda: np.save(PLACE, np.ones(3)), "tofile": lambda: np.ones(3).tofile(PLACE),
        "memmap": lambda: np.memmap(PLACE, mode="w+", shape=3), "temporary": tempfile.mkdtemp,
        "config": lambda: configparser.ConfigParser().write(open(PLACE, "w"))}
for name, way in WAYS.items():
    try:
        way()
        made.append(name)
    except Exception:
        pass
raise RuntimeError(f"made {made}" if made else "all refused")
