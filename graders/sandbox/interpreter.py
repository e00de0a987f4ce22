"""The files that Python and TensorFlow open while they run: what a child may read and write.

What they need of the system is data, allowed_files.toml, which the command `lrgrade allowed`
derives from the reference solutions.
"""

import site
import sys
import sysconfig
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

LIST = Path(__file__).parent / "allowed_files.toml"
_ALLOWED = tomllib.loads(LIST.read_text(encoding="utf-8"))

WRITABLE = tuple(_ALLOWED["written"])
SYSTEM = (*_ALLOWED["used"], *_ALLOWED["kept"], *WRITABLE)
CLOSED = frozenset(_ALLOWED["closed"])


def readable(without: Sequence[str]) -> tuple[str, ...]:
    """What a child may read: of the system, and what `installed` gives."""
    return tuple(sorted({*SYSTEM, *installed(without)}))


def installed(without: Sequence[str]) -> tuple[str, ...]:
    """The paths of the interpreter and its packages, but none `without`, nor a closed one."""
    paths = sysconfig.get_paths()
    standard = {paths["stdlib"], paths["platstdlib"]}
    packages = {paths["purelib"], paths["platlib"], *site.getsitepackages(), *_added_folders()}
    found = [path for folder in standard for path in _inside(folder, packages)]
    found += [path for folder in packages for path in _inside(folder, set(), without)]
    return tuple(sorted(dict.fromkeys(found)))


def _added_folders() -> Iterator[str]:
    """Folders of packages that a `.pth` file or a virtual environment added to the path."""
    names = ("site-packages", "dist-packages")
    return (entry for entry in sys.path if Path(entry).name in names)


def _inside(folder: str, apart: set[str], without: Sequence[str] = ()) -> Iterator[str]:
    place, closed = Path(folder), CLOSED.union(without)
    if not place.is_dir():
        return
    for path in place.iterdir():
        # Python's own folder may hold the packages: these are listed one by one.
        hidden = path.name in closed or path.name.startswith(tuple(f"{n}-" for n in closed))
        if str(path) not in apart and not hidden and path.suffix != ".pth":
            yield str(path)
