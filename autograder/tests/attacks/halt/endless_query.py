"""A query in a database in memory that has no end.

Survived: the limits end it, and only its own checks fail.

unit: derivative
says: stopped after
"""

import sqlite3


def derivative(*anything, **more):
    query = "with recursive r(n) as (select 1 union all select n + 1 from r) select count(*) from r"
    return sqlite3.connect(":memory:").execute(query).fetchone()[0]
