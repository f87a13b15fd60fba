"""Attacks by entries that are no plain files, too many of them, or too large: links, pipes, sockets, giants.

As in builders.py.
"""

import os
import socket

from autograder.tests.attacks.builders import STUB, write


def points_link_to_a_neighbour(folder, root):
    """Hands in links to a neighbour's files.

    Survived: links are not followed.

    says: derivative\\.py is a link, and links are not followed
    sample: yes
    """
    for name in ("derivative", "value", "backward", "nn", "training"):
        (folder / f"{name}.py").symlink_to(f"../ada/{name}.py")


def points_link_to_the_solution(folder, root):
    """Hands in links to the solutions, by absolute names, and a helper that is one.

    Survived: links are not followed.

    says: value\\.py is a link
    """
    (folder / "value.py").symlink_to(root / "kit" / "solutions" / "value.py")
    (folder / "helper.py").symlink_to(root / "kit" / "reference" / "value.py")
    (folder / "derivative.py").write_text("from helper import *\n")


def secrets_link_to_a_folder(folder, root):
    """A package that is a link to a folder with an engine.

    Survived: a linked folder is not opened.

    says: micrograd is a link
    """
    (folder / "micrograd").symlink_to(root / "kit" / "reference")
    (folder / "derivative.py").write_text(STUB)


def secrets_links_in_circles(folder, root):
    """Links to themselves, to each other and to nothing.

    Survived: each is refused.

    says: is a link
    """
    for name, target in {"derivative.py": "derivative.py", "value.py": "backward.py", "backward.py": "value.py",
                         "nn.py": "/nowhere/at/all", "training.py": "/proc/self/environ"}.items():
        (folder / name).symlink_to(target)


def halt_pipe(folder, root):
    """Named pipes in the place of modules and helpers: whoever opens one waits for ever.

    Survived: they are seen before they are opened.

    says: derivative\\.py is a pipe or a device, not a file
    sample: yes
    """
    for name in ("derivative.py", "value.py", "helper.py"):
        os.mkfifo(folder / name)


def halt_socket(folder, root):
    """A socket in the place of a module.

    Survived: it is no file.

    says: derivative\\.py is a pipe or a device
    """
    before = os.getcwd()
    os.chdir(folder)        # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("derivative.py")
    os.chdir(before)


def halt_folder(folder, root):
    """A folder in the place of a module.

    Survived: it is no file.

    says: derivative\\.py is a folder, not a file
    """
    (folder / "derivative.py").mkdir()
    (folder / "value.py" / "value.py").mkdir(parents=True)


def halt_giant(folder, root):
    """A module of four gigabytes of nothing, and a helper beside it.

    Survived: its size is looked at first.

    says: derivative\\.py is larger than 256 KiB
    sample: yes
    """
    for name in ("derivative.py", "helper.py"):
        with open(folder / name, "wb") as file:
            file.truncate(4 << 30)


def halt_many_files(folder, root):
    """Ten thousand files and one more beside the module.

    Survived: the folder is refused as a whole.

    says: holds more than 10000 files
    """
    (folder / "derivative.py").write_text(STUB)
    for number in range(10_001):
        os.mknod(folder / f"f{number}.py")


def halt_many_helpers(folder, root):
    """Five hundred helper modules that import each other.

    Survived: twenty are taken, and the rest is named.

    says: at most 20 helper modules
    """
    helpers = {f"helper{i}.py": f"import helper{(i + 1) % 500}\n" for i in range(500)}
    write(folder, {"derivative.py": "import helper0\n" + STUB, **helpers})


def halt_unreadable(folder, root):
    """A module that may not be read, unless one is root.

    Survived: it is refused, or read as what it is.

    says: cannot be read|right
    """
    (folder / "derivative.py").write_text(STUB)
    (folder / "derivative.py").chmod(0)


def halt_a_class_of_links(folder, root):
    """Whole submissions that are links: to themselves, to nothing, to the class, to devices, to the output; and pipes.

    Survived: each of them is refused in a sentence of its own.

    says: right
    sample: yes
    """
    write(folder, {"derivative.py": STUB})
    beside = folder.parent
    links = {"link itself": "link itself", "link nowhere": "/nowhere", "link up": "..", "link zero": "/dev/zero",
             "link ada": "ada", "link.zip": "link.zip", "link kit": str(root / "kit" / "solutions")}
    for name, target in links.items():
        (beside / name).symlink_to(target)
    os.mkfifo(beside / "a pipe.zip")
    (beside / "a folder.tar.gz").mkdir()


def halt_times_beyond_every_calendar(folder, root):
    """Files of the year 300,000 and of one before all years, and a time of handing in that no calendar has.

    Survived: such a time is as if there were none.

    says: right
    """
    write(folder, {"derivative.py": STUB, "ps1/timestamp.txt": "0001-01-01 00:00:00+14:00"})
    for name, seconds in {"derivative.py": 1e13, "ps1/timestamp.txt": -1e13, "ps1": 1e11}.items():
        os.utime(folder / name, (seconds, seconds))
