"""TCP, UDP, raw, unix, abstract, netlink and packet sockets, a name lookup, HTTP.

Survived: no socket can be made.

unit: derivative
says: Error: all refused
sample: yes
"""

import socket

found = []
for family in range(46):
    for kind in (1, 2, 3, 5):
        try:
            socket.socket(family, kind)
            found.append((family, kind))
        except OSError:
            pass
for way in (lambda: socket.socketpair(), lambda: socket.create_connection(("127.0.0.1", 80), 1),
            lambda: socket.getaddrinfo("localhost", 80), lambda: socket.gethostbyname("example.org"),
            lambda: __import__("urllib.request").request.urlopen("http://127.0.0.1")):
    try:
        found.append(way())
    except (OSError, ImportError):
        pass
raise RuntimeError(f"found {found}" if found else "all refused")
