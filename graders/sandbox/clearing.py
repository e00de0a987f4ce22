"""Clears away what a child wrote, however it lies: too deep for recursion, or closed to everybody.

It runs when the child and all it started have ended, and follows no link.
"""

import os
from contextlib import suppress
from itertools import count
from pathlib import Path


def clear(folder: Path) -> None:
    """Remove `folder` and all in it; what the system refuses to remove stays.

    Folders inside folders are moved up before they are emptied, so that no path grows longer than
    the system allows and depth costs neither descriptors nor recursion.
    """
    numbers = count()
    with suppress(OSError):
        while inside := [entry for entry in os.scandir(folder) if not _removed(entry)]:
            for entry in inside:
                _emptied(Path(entry.path), folder, numbers)
        folder.rmdir()


def _removed(entry: os.DirEntry[str]) -> bool:
    """Whether the entry is gone: folders stay, everything else is taken away."""
    if entry.is_dir(follow_symlinks=False):
        return False
    os.unlink(entry.path)  # noqa: PTH108 - the entry knows its path as text
    return True


def _emptied(place: Path, folder: Path, numbers: "count[int]") -> None:
    place.chmod(0o700)  # The child may have closed it to us too.
    for entry in os.scandir(place):
        if not _removed(entry):
            os.chmod(entry.path, 0o700)  # noqa: PTH101 - moving a folder writes into it
            os.rename(entry.path, folder / f"moved up {next(numbers)}")  # noqa: PTH104
    place.rmdir()
