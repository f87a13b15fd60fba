"""A real PostgreSQL server for tests: started where it is installed, reached by a socket in a folder of its own."""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

#: where Debian puts the programs that are not for everyone
PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


class Server:
    """A server that can go away and come back; `url` is the address of its database."""

    def __init__(self, programs, folder):
        self._programs, self._folder = programs, Path(folder)
        # It refuses to run as root; whoever is not root runs it himself.
        self._as = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}
        if self._as:
            shutil.chown(folder, **self._as)
        self._run("initdb", "--auth=trust", "--username=ada", "--no-sync", "--encoding=UTF8", "--locale=C")
        self.url = f"postgresql://ada:secret@/postgres?host={folder}"

    def start(self):
        """Start it, and wait until it answers."""
        options = f"-c listen_addresses='' -c unix_socket_directories={self._folder} -c fsync=off"
        self._run("pg_ctl", "--wait", "--silent", f"--log={self._folder}/log", "-o", options, "start")

    def database(self, name):
        """Make a new database, and return its address."""
        import psycopg
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url.replace("/postgres?", f"/{name}?")

    def stop(self):
        """End it at once, as if the power had failed."""
        self._run("pg_ctl", "--mode=immediate", "--silent", "stop")

    def _run(self, program, *arguments):
        command = [self._programs / program, f"--pgdata={self._folder}/data", *arguments]
        subprocess.run(command, check=True, cwd=self._folder, stdout=subprocess.DEVNULL, **self._as)


def started():
    """Yield a running `Server`; skip the test aloud where there is none."""
    pytest.importorskip("psycopg", reason="needs the driver of PostgreSQL: pip install 'psycopg[binary]'")
    found = shutil.which("initdb")
    programs = Path(found).parent if found else next(iter(PLACES), None)
    if programs is None:
        pytest.skip("needs PostgreSQL: initdb is not installed")
    with tempfile.TemporaryDirectory() as folder:
        server = Server(programs, folder)
        server.start()
        yield server
        with suppress(subprocess.CalledProcessError):       # a test may have ended it
            server.stop()
