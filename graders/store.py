"""Recordings on disk, one file each, found by what they are a recording of.

A file is written whole or not at all, and believed only when it matches its content hash.
"""

import os
import stat
import tempfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from graders.recording import Key, Recording

BEGUN = ".writing-"
"""How the name of a file begins that is not whole yet."""

LARGEST = 2**28
"""Bytes of one recording: a child may send an eighth of that."""


class Store:
    """A folder of recordings."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, key: Key) -> Recording | None:
        """The recording kept under `key`, or None where there is none that can be believed."""
        try:
            recording = Recording.from_json(_content(self._path(key)))
        except (OSError, ValueError):
            return None
        return recording if key.is_of(recording) else None

    def keep(self, key: Key, recording: Recording) -> None:
        """Keep `recording` under `key`; raises OSError when it cannot be written."""
        write_whole(self._path(key), recording.to_json())

    def prune(self, used: Collection[Key], before: float) -> int:
        """Remove recordings under other keys that were written `before` (seconds since 1970).

        Returns how many were removed; what cannot be removed stays.
        """
        kept = {self._path(key) for key in used}
        removed = 0
        for path in self._folder.glob("*.json"):
            with suppress(OSError):
                if path not in kept and path.lstat().st_mtime < before:
                    path.unlink()
                    removed += 1
        return removed

    def _path(self, key: Key) -> Path:
        return self._folder / f"{key.digest()}.json"


def _content(path: Path) -> str:
    """The text of a plain file of a bearable size; raises OSError or ValueError for all else."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            raise OSError(f"{path} is no recording")
        return file.read(LARGEST).decode("utf-8")


def write_whole(path: Path, text: str) -> None:
    """Write a UTF-8 file so that a reader sees all of it or what was there before.

    That holds for a machine that stops, too: the content is on the disk before the name is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=BEGUN)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)  # noqa: PTH101 - a name, not a Path
        os.replace(temporary, path)  # noqa: PTH105 - a name, not a Path
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
