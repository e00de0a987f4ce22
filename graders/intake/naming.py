"""Which assignment a file is for: told from its name, its release stamp or its folder.

It opens no file. A wish of the caller (`--assignment`) comes before all of these.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from graders.intake.unusable import Unusable

_STAMP = re.compile(
    r"^[ \t]*(?:#[ \t]*)?lrgrade:[ \t]*(\w{1,40})[ \t]+(\S{1,40})[ \t]*$", re.MULTILINE
)
_NEAR_THE_TOP = 3_000
_LONGEST_NAME = 40


@dataclass(frozen=True)
class Stamp:
    """The assignment and version that a published file carries."""

    assignment: str
    version: str


def stamp_in(text: str) -> Stamp | None:
    """The release stamp near the top of `text`."""
    found = _STAMP.search(text[:_NEAR_THE_TOP])
    return Stamp(found[1], found[2]) if found else None


def stamp_of(metadata: Mapping[str, Any]) -> Stamp | None:
    """The release stamp in a notebook's metadata."""
    data = metadata.get("lrgrade")
    if not isinstance(data, Mapping):
        return None
    assignment, version = data.get("assignment"), data.get("version")
    if not isinstance(assignment, str) or not isinstance(version, str):
        return None
    return Stamp(assignment[:_LONGEST_NAME], version[:_LONGEST_NAME])


def by_stem(name: str, slugs: Collection[str]) -> str | None:
    """The assignment that a file name tells: `Schedules.py`, `schedules (1).py`, `x_schedules.py`.

    None when it names none, or several.
    """
    stem = _posix(name).stem.lower()
    if stem in slugs:
        return stem
    found = {slug for slug in slugs if re.search(rf"(?<![a-z0-9]){re.escape(slug)}(?![a-z])", stem)}
    longest = {
        slug for slug in found if not any(slug != other and slug in other for other in found)
    }
    return longest.pop() if len(longest) == 1 else None


def by_folder(name: str, slugs: Collection[str]) -> str | None:
    """The assignment after which a folder of the path `name` is called, the nearest first."""
    folders = [part.lower() for part in _posix(name).parts[:-1]]
    return next((part for part in reversed(folders) if part in slugs), None)


def tell(name: str, stamp: Stamp | None, slugs: Sequence[str], wanted: str | None) -> str:
    """The assignment of the file called `name`; raises Unusable when it cannot be told."""
    stamped = stamp.assignment if stamp and stamp.assignment in slugs else None
    told = wanted or by_stem(name, slugs) or stamped or by_folder(name, slugs)
    if told in slugs:
        return str(told)
    asked = f" `{wanted}`" if wanted else ""
    first = slugs[0] if slugs else "assignment"
    raise Unusable(
        f"Unknown assignment{asked}: there are {', '.join(slugs)}; name the file after one of "
        f"them (`{first}{_posix(name).suffix}`), or say which with --assignment."
    )


def _posix(name: str) -> PurePosixPath:
    return PurePosixPath(name.replace("\\", "/"))
