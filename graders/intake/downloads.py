"""The names that learning platforms give to files in a bulk download, and what they tell.

It knows names only and opens nothing. The forms are those of Canvas
(`doejane_LATE_12345_67890_schedules-1.ipynb`), Moodle, flat or with a folder for each student
(`Jane Doe_123_assignsubmission_file_schedules.ipynb`), Blackboard
(`Week 2_jdoe_attempt_2026-01-30-15-00-00_schedules.ipynb`), and the plain
`name_123_schedules.ipynb`.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

_MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_\w+?_(?P<file>.*)")
_BLACKBOARD = re.compile(r".*?_?(?P<name>[^_]+)_attempt_(?P<time>\d{4}(?:-\d\d){5})_(?P<file>.+)")
_NUMBERED = re.compile(r"(?P<name>.+?)(?:_LATE)?_(?P<number>\d+)(?:_(?P<upload>\d+))?_(?P<file>.+)")
_COPY = re.compile(r"(?: ?\((\d+)\)|-(\d+))$")

_LONGEST = 300
"""Characters; no file system has longer names, and an archive may."""

Attempt = tuple[str, int, int]
"""Time, number of the upload, number of the copy: larger for a later attempt."""


@dataclass(frozen=True)
class Download:
    """What the name of one file tells.

    `student` is who handed it in, `names` the other words that a class list may have for the same
    person, and `person` stays the same from attempt to attempt of one and the same.
    """

    student: str
    names: tuple[str, ...]
    person: str
    attempt: Attempt


def told(name: str, folder: str | None = None) -> Download | None:
    """What a file called `name` tells, or the `folder` of its student; None for any other name.

    Only Moodle names folders, and unmistakably; any other is the student's id as it stands.
    """
    if len(name) > _LONGEST or len(folder or "") > _LONGEST:
        return None
    if folder is not None:
        found = _MOODLE.fullmatch(folder)
        return _download(found, name) if found else None
    moodle, blackboard = _MOODLE.fullmatch(name), _BLACKBOARD.fullmatch(name)
    found = moodle or blackboard or _NUMBERED.fullmatch(name)
    return _download(found, found["file"]) if found else None


def _download(found: re.Match[str], file: str) -> Download:
    parts = {"number": "", "time": "", "upload": "", **found.groupdict("")}
    name, number = parts["name"], parts["number"]
    person = f"{name}_{number}" if number else name
    # Moodle numbers a student anew for each assignment, so that the number is no part of the id.
    student = name if found.re is _MOODLE else person
    attempt = (parts["time"], int(parts["upload"] or 0), copy_number(file))
    return Download(student, (person, name, number), person, attempt)


def copy_number(file: str) -> int:
    """2 for `schedules (2).ipynb` and `schedules-2.ipynb`, 0 for a name without a number."""
    found = _COPY.search(PurePosixPath(file).stem)
    return int(found[1] or found[2]) if found else 0
