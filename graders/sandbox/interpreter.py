"""The files that Python and TensorFlow read while they run: what a child may read.

Data and the list that follows from it. What they need of the system was found by trying: with less
TensorFlow aborts, or a reference solution fails.
"""

import site
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path

SYSTEM = (
    "/dev/null",
    "/dev/urandom",
    "/dev/zero",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/lib",
    "/lib64",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/self",
    "/proc/stat",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
    "/sys/fs/cgroup",
    "/usr/lib",
    "/usr/lib64",
    "/usr/share/zoneinfo",
)


def readable(without: Sequence[str]) -> tuple[str, ...]:
    """The paths of the interpreter and its packages, but none of the packages `without`."""
    paths = sysconfig.get_paths()
    standard = {paths["stdlib"], paths["platstdlib"]}
    packages = {paths["purelib"], paths["platlib"], *site.getsitepackages(), *_added_folders()}
    found = [*SYSTEM, *(path for folder in standard for path in _inside(folder, packages))]
    found += [path for folder in packages for path in _inside(folder, set(), without)]
    return tuple(sorted(dict.fromkeys(found)))


def _added_folders() -> Iterator[str]:
    """Folders of packages that a `.pth` file or a virtual environment added to the path."""
    names = ("site-packages", "dist-packages")
    return (entry for entry in sys.path if Path(entry).name in names)


def _inside(folder: str, apart: set[str], without: Sequence[str] = ()) -> Iterator[str]:
    place = Path(folder)
    if not place.is_dir():
        return
    for path in place.iterdir():
        # Python's own folder may hold the packages: these are listed one by one.
        hidden = path.name in without or path.name.startswith(tuple(f"{n}-" for n in without))
        if str(path) not in apart and not hidden and path.suffix != ".pth":
            yield str(path)
