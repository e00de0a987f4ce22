"""Traces: what is another file after a run than before it, where no submission may write.

It looks at the course, at what Python imports besides it, and at the folders that everybody shares.
There others write too: only what has a planted name, or an owner that children have, is a trace.
"""

import importlib.util
import marshal
import os
import site
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

Snapshot = Mapping[Path, tuple[int, ...]]
"""Each file with its mode, owner and size, and when its content and anything of it changed."""
PARTS = ("assignments", "graders", "solutions", "tests")
PLANTED = ("planted", "left_for_the_next")
"""Words in the names of all that our own examples try to leave in a shared folder."""
HEADER = 16
"""Bytes of a compiled file before its code."""


def snapshot(root: Path) -> Snapshot:
    """All that a submission could want to change, as it is now."""
    paths = (*_course(root), *_compiled(root), *_installed(), *_planted_in((root, *_shared())))
    return {path: seen for path in paths if (seen := _seen(path))}


def left(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """A sentence for each file that came, went or changed, but for what Python compiled itself."""
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path) and not _compiled_by_python(path):
            yield f"{path} {_happened(path, before, after)} while the examples ran."


def _happened(path: Path, before: Snapshot, after: Snapshot) -> str:
    if path not in before:
        return "came"
    return "changed" if path in after else "went"


def _seen(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.lstat()
    except OSError:
        return None
    return (found.st_mode, found.st_uid, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _course(root: Path) -> Iterator[Path]:
    """Every file of the course, but what Python and its tools write beside their sources."""
    for part in PARTS:
        for folder, inner, names in os.walk(root / part):
            inner[:] = [name for name in inner if name != "__pycache__"]
            yield from (Path(folder, name) for name in names)


def _compiled(root: Path) -> Iterator[Path]:
    """What this Python would import instead of the course's sources."""
    for source in (root / "graders").rglob("*.py"):
        yield Path(importlib.util.cache_from_source(str(source)))


def _installed() -> Iterator[Path]:
    """The files that lie openly among the installed packages, where Python reads every `.pth`."""
    for folder in {*site.getsitepackages(), site.getusersitepackages(), sys.prefix}:
        yield from (path for path in _within(Path(folder)) if not path.is_dir())


def _shared() -> Iterator[Path]:
    yield from map(Path, ("/", "/tmp", "/var/tmp", "/dev/shm", "/etc"))
    yield from (Path(tempfile.gettempdir()), Path.home())


def _planted_in(folders: Iterable[Path]) -> Iterator[Path]:
    """What lies in these folders and is from a child, by its name or its owner."""
    for folder in folders:
        for path in _within(folder):
            if any(word in path.name for word in PLANTED) or _is_a_childs(path):
                yield path


def _is_a_childs(path: Path) -> bool:
    if sys.platform != "linux":
        return False  # No child is another user there.
    from graders.sandbox import identity

    seen = _seen(path)
    return seen is not None and 0 <= seen[1] - identity.FIRST_USER < identity.USERS


def _within(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _compiled_by_python(path: Path) -> bool:
    """Whether this is a compiled file that holds what its source gives."""
    if path.suffix != ".pyc":
        return False
    try:
        source = Path(importlib.util.source_from_cache(str(path)))
        code = marshal.loads(path.read_bytes()[HEADER:])
        return bool(code == compile(source.read_bytes(), str(source), "exec", dont_inherit=True))
    except (OSError, ValueError, EOFError, TypeError, SyntaxError):
        return False
