"""Recordings on disk, one file each, found by what they are a recording of.

A file is written whole or not at all, and believed only when it matches its content hash.
"""

import os
import tempfile
from pathlib import Path

from graders.recording import Key, Recording


class Store:
    """A folder of recordings."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, key: Key) -> Recording | None:
        """The recording kept under `key`, or None where there is none that can be believed."""
        try:
            recording = Recording.from_json(self._path(key).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return recording if recording.submission_sha256 == key.submission_sha256 else None

    def keep(self, key: Key, recording: Recording) -> None:
        """Keep `recording` under `key`; raises OSError when it cannot be written."""
        write_whole(self._path(key), recording.to_json())

    def _path(self, key: Key) -> Path:
        return self._folder / f"{key.digest()}.json"


def write_whole(path: Path, text: str) -> None:
    """Write a UTF-8 file so that a reader sees all of it or what was there before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(temporary, 0o644)  # noqa: PTH101 - a name, not a Path
        os.replace(temporary, path)  # noqa: PTH105 - a name, not a Path
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
