"""The folder that one child may write to: made before it starts, gone when it has ended.

What is in it was made by the child: folders nested deeper than a path or a recursion can follow,
folders that may not be looked into, links to elsewhere. None of it is followed.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path


@contextmanager
def scratch_folder(within: Path) -> Iterator[Path]:
    """A new private folder in `within`, removed afterwards with all that is in it."""
    folder = Path(tempfile.mkdtemp(dir=within))
    try:
        yield folder
    finally:
        with suppress(OSError):
            _remove(folder)


def _remove(folder: Path) -> None:
    """Every folder inside is moved up before it is emptied, so that no path grows long."""
    names = count()
    waiting = [folder]
    emptied = []
    while waiting:
        here = waiting.pop()
        emptied.append(here)
        here.chmod(0o700)
        for entry in list(os.scandir(here)):
            if entry.is_dir(follow_symlinks=False):
                waiting.append(_moved_up(Path(entry.path), folder, names))
            else:
                os.unlink(entry.path)  # noqa: PTH108 - a name from scandir
    for empty in reversed(emptied):
        empty.rmdir()


def _moved_up(inner: Path, folder: Path, names: Iterator[int]) -> Path:
    inner.chmod(0o700)  # Without it a user other than root cannot move a folder.
    while os.path.lexists(moved := folder / f".removing-{next(names)}"):
        pass
    return inner.rename(moved)
