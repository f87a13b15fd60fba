"""The tables of nbgrader's gradebook: made in an empty database, and looked at before anything is written."""

import re
from pathlib import Path

from autograder.errors import AutograderError
from autograder.inert import inert


def shown(url):
    """Return the address without its password."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError
    try:
        return inert(make_url(url).render_as_string(hide_password=True), 200)
    except ArgumentError:
        return repr(inert(url, 200))


def expect_our_tables(url):
    """Raise AutograderError for a database of another version of nbgrader; an empty one gets its tables."""
    from sqlalchemy import create_engine, inspect, text
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            tables = inspect(connection).get_table_names()
            if not tables:
                _make_tables(connection)
            found = connection.scalar(text("SELECT version_num FROM alembic_version")) \
                if not tables or "alembic_version" in tables else None
    finally:
        engine.dispose()
    if found != _newest_schema():
        raise AutograderError(f"{shown(url)} {_other_schema(found, tables)}")


def _other_schema(found, tables):
    """Say what a database is whose schema is not ours, and what is to be done."""
    if not {"assignment", "submitted_assignment"} <= set(tables):
        those = inert(", ".join(sorted(tables)), 100)
        return f"is no gradebook, for it holds other tables: {those}. Give a database of its own."
    if found in (None, *_revisions("revision")):
        return ("is the gradebook of an older version of nbgrader. Make a copy of it, then run `nbgrader db upgrade` "
                "in the course's folder.")
    return ("is the gradebook of a newer version of nbgrader than the one that is installed here. Install that one: "
            "pip install -U nbgrader")


def _make_tables(connection):
    """Make the tables as nbgrader does, which would start the program alembic and look for it on the PATH alone."""
    from nbgrader.api import Base
    from sqlalchemy import text
    Base.metadata.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": _newest_schema()})


def _newest_schema():
    """Return the revision that no other one is based on."""
    (newest,) = _revisions("revision") - _revisions("down_revision")
    return newest


def _revisions(name):
    """Return the values of `name` in nbgrader's scripts for alembic, which itself loads for longer than we take."""
    from nbgrader.dbutil import ALEMBIC_DIR
    scripts = [path.read_text(encoding="utf-8") for path in Path(ALEMBIC_DIR, "versions").glob("*.py")]
    return set(re.findall(rf"""^{name} *= *["'](\w+)["']""", "\n".join(scripts), re.MULTILINE))
