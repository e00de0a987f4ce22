"""The submissions inside a zip file, read in memory: nothing is ever unpacked to disk.

A member that tries to leave its folder, is a link or is encrypted is refused with a sentence; so
is a file that would grow beyond all measure.
"""

import io
import os
import stat
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from graders.intake.found import ARCHIVE, Found, is_candidate, is_left_behind
from graders.intake.reading import LARGEST_FILE, too_large
from graders.intake.unusable import Unusable

_MOST_MEMBERS = 10_000
_LARGEST_TOTAL = 500_000_000
_LARGEST_RATIO = 200
_RATIO_COUNTS_FROM = 1_000_000
_ENCRYPTED = 0x1
_LARGEST_DIRECTORY = 8_000_000
"""Bytes of the list of members at the end of a zip: ten thousand long names need half of that."""


_SEVERAL = "The zip holds several files of this very name; zip your work once more."


def members(
    path: Path, found: Found, slugs: Collection[str]
) -> Iterator[tuple[Found, bytes | str]]:
    """The candidates in the zip file at `path`, each with its content or why it was not read.

    A zip in a tree counts as a folder, unless it holds folders only. Raises Unusable when the zip
    as a whole cannot be read.
    """
    try:
        with _Bounded(path) as file, zipfile.ZipFile(file) as archive:
            file.most_at_once = LARGEST_FILE + 1
            infos, stem = _wanted(archive), Path(found.shown).stem
            times = Counter(_parts(info) for info in infos)
            within = {info.filename: _folders(info, stem) for info in infos}
            flat = any(not below or below[0].lower() in slugs for below in within.values())
            above = (*found.folders, stem) if flat and not found.named else found.folders
            for info in sorted(infos, key=lambda info: info.filename):
                shown = f"{found.shown}/{'/'.join(_parts(info))}"
                inside = Found(shown, (*above, *within[info.filename]))
                several = _SEVERAL if times[_parts(info)] > 1 else None
                yield inside, several or _refusal(info) or _read(archive, info)
    except Unusable:
        raise
    except Exception as error:  # damage makes zipfile raise whatever it meets first
        raise Unusable("The zip file is damaged; zip your work once more.") from error


class _Bounded(io.FileIO):
    """A file of which nothing asks for more than `most_at_once` bytes in one go.

    A zip says itself how large its list of members is, and zipfile would believe it.
    """

    most_at_once = _LARGEST_DIRECTORY

    def read(self, size: int | None = -1, /) -> bytes:
        """As a file does; raises Unusable for more than is allowed at once."""
        if size is None or size < 0:
            size = os.fstat(self.fileno()).st_size - self.tell()
        if size > self.most_at_once:
            raise Unusable("The list of files in the zip is far too long; zip only your work.")
        return super().read(size) or b""


def _wanted(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    infos = [info for info in archive.infolist() if not _is_left_behind(info)]
    if len(infos) > _MOST_MEMBERS:
        raise Unusable(f"The zip holds more than {_MOST_MEMBERS:,} files; zip only your work.")
    wanted = [info for info in infos if is_candidate(info.filename) or _leads_elsewhere(info)]
    if sum(info.file_size for info in wanted) > _LARGEST_TOTAL:
        most = _LARGEST_TOTAL // 1_000_000
        raise Unusable(f"The zip unpacks to more than {most} MB; zip only your work.")
    return wanted


def _parts(info: zipfile.ZipInfo) -> tuple[str, ...]:
    return tuple(part for part in info.filename.replace("\\", "/").split("/") if part != ".")


def _folders(info: zipfile.ZipInfo, stem: str) -> tuple[str, ...]:
    """The member's folders; the one that zipping a folder puts around everything is left out."""
    folders = _parts(info)[:-1]
    return folders[1:] if folders[:1] == (stem,) else folders


def _is_left_behind(info: zipfile.ZipInfo) -> bool:
    is_folder = info.filename.endswith("/")
    return is_folder or any(is_left_behind(part) for part in _parts(info))


def _leads_elsewhere(info: zipfile.ZipInfo) -> str | None:
    """Why this member must not be read, whatever it holds."""
    parts, kind = _parts(info), stat.S_IFMT(info.external_attr >> 16)
    if not parts or ".." in parts or not parts[0] or parts[0].endswith(":"):
        return "The path of this file leads out of the zip; zip your work once more."
    if kind not in (0, stat.S_IFREG):
        return "This is a link and not a file; put the file itself into the zip."
    return None


def _refusal(info: zipfile.ZipInfo) -> str | None:
    """Why this member is not read, told by its entry alone."""
    if reason := _leads_elsewhere(info):
        return reason
    if info.flag_bits & _ENCRYPTED:
        return "This file is encrypted; zip it without a password."
    if info.filename.lower().endswith(ARCHIVE):
        return "This is a zip inside a zip; unpack it and zip its files directly."
    if info.file_size > LARGEST_FILE:
        return too_large(info.filename, info.file_size)
    grows = info.file_size > _LARGEST_RATIO * max(info.compress_size, 1)
    if grows and info.file_size > _RATIO_COUNTS_FROM:
        return "This file grows beyond measure when it is unpacked; hand in the code only."
    return None


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | str:
    try:
        with archive.open(info) as member:
            return member.read(LARGEST_FILE + 1)
    except Exception:  # noqa: BLE001 - each kind of compression has errors of its own
        return "This file is damaged inside the zip; zip your work once more."
