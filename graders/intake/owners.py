"""Whose file it is, where the folders do not say: by a map, by the class list, by its name.

It compares names and reads one small file, the map; it opens no submission.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graders.intake.downloads import Attempt, Download, copy_number, told
from graders.roster import Roster, Student


@dataclass(frozen=True)
class Owner:
    """A student's id, and which of the attempts of `person` the file is; `fault` where it is
    nobody's for sure.
    """

    student: str
    person: str
    attempt: Attempt
    fault: str = ""


@dataclass(frozen=True)
class Owners:
    """`names` maps a file's name, or what a platform calls a student, to the student's id."""

    names: Mapping[str, str] = field(default_factory=dict)
    roster: Roster = ()
    _used: set[str] = field(default_factory=set, compare=False, repr=False)

    def idle(self) -> list[str]:
        """A sentence on each line of the map that no file asked about so far was called by."""
        names = (name for name in self.names if name not in self._used)
        return [f"{name!r} is in the map, and fits no file." for name in names]

    def of(self, name: str, folder: str | None) -> Owner | None:
        """Who handed in the file called `name` in the student's `folder`; None: as folders say."""
        download = told(name, folder)
        keys = [key for key in _keys(name, folder, download) if key in self.names]
        self._used.update(keys)
        mapped = self.names[keys[0]] if keys else None
        if mapped:
            attempt = download.attempt if download else ("", 0, copy_number(name))
            return Owner(mapped, mapped, attempt)
        if download is None:
            return None
        students = [one for one in self.roster if one.id in (download.student, *download.names)]
        students = students or [one for one in self.roster if _is_named(one, download.names[1])]
        if len(students) > 1:
            ids = ", ".join(one.id for one in students)
            fault = (
                f"Its name fits several students of the class ({ids}); say whose it is in --map."
            )
            return Owner(download.student, download.person, download.attempt, fault)
        student = students[0].id if students else download.student
        return Owner(student, download.person, download.attempt)


def latest(files: Sequence[Owner]) -> int | None:
    """The place of the latest attempt of one person; None where the files compete."""
    attempts = [owner.attempt for owner in files]
    if len({owner.person for owner in files}) != 1 or len(set(attempts)) < len(attempts):
        return None
    return attempts.index(max(attempts))


NOBODY = Owners()
"""Nothing is known: names alone tell."""


def _keys(name: str, folder: str | None, download: Download | None) -> Iterator[str]:
    """What the map may call a file, the most exact first."""
    if folder is None or download is not None:
        yield from map(_plain, filter(None, (name, folder)))
    if download is not None:
        yield from map(_plain, (download.person, download.student, *download.names))


def _plain(name: str) -> str:
    # macOS writes accents apart from their letters when it unpacks an archive.
    return unicodedata.normalize("NFC", name).strip()


def _is_named(student: Student, name: str) -> bool:
    """True where `name` is the student's in any order of its words, with spaces or without."""
    words = re.findall(r"\w+", _plain(student.name).casefold())
    turned = ["".join(words[n:] + words[:n]) for n in range(len(words))]
    return "".join(re.findall(r"\w+", _plain(name).casefold())) in turned


def read_map(path: Path) -> dict[str, str]:
    """The CSV at `path` with columns `file` and `id`.

    Raises OSError where it cannot be read, and ValueError in one sentence where it is no such file.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not UTF-8; save it as CSV in UTF-8") from error
    first = text.partition("\n")[0]
    lines = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    if not {"file", "id"} <= set(lines.fieldnames or ()):
        raise ValueError(f"{path} needs the columns `file` and `id`; its first line names them")
    found: dict[str, str] = {}
    for line in lines:
        file, student = _plain(line["file"] or ""), (line["id"] or "").strip()
        if not (file and student):
            raise ValueError(f"{path}, line {lines.line_num}: a file or an id is missing")
        if found.setdefault(file, student) != student:
            raise ValueError(f"{path} gives {file!r} to two students")
    return found


def map_csv(names: Mapping[str, str]) -> str:
    """`names` as `read_map` reads them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([("file", "id"), *sorted(names.items())])
    return text.getvalue()
