"""`submitted/<student>/<assignment>/` -> what there is to grade of one student.

It reads, and changes nothing there.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import jupytext

from graders.intake import collect
from graders.intake.decode import decode
from graders.intake.unusable import Unusable
from graders.integrations.nbgrader.exchange_names import SECRET, TIMESTAMP
from graders.integrations.nbgrader.shown_notebook import StudentCell, cells_of
from graders.rubrics import Rubric
from graders.submission import Refusal, Submission

LONGEST_LINE = 1_000
"""Characters of either that are read; nbgrader writes fewer."""


@dataclass(frozen=True)
class HandedIn:
    """One student's work on one assignment; `timestamp` and `secret` nbgrader wrote beside it."""

    student: str
    item: Submission | Refusal
    timestamp: str
    secret: str = ""

    def fingerprint(self, version: str, marks: bytes) -> str:
        """Changes with the file, the time it was handed in, the rubric, and people's marks."""
        reason = self.item.reason if isinstance(self.item, Refusal) else ""
        parts = (self.item.sha256 or "", reason, self.timestamp, self.secret, version)
        return hashlib.sha256("\0".join(parts).encode("utf-8", "replace") + marks).hexdigest()

    def cells(self) -> list[StudentCell]:
        """What was handed in, cell by cell, for people to read; none where it is unreadable."""
        path = Path(self.item.path)
        try:
            text = decode(path.read_bytes())
        except (OSError, Unusable):
            text = getattr(self.item, "whole", "")
        if text.lstrip().startswith("{"):
            return cells_of(text)
        return _script_cells(text)


def _script_cells(text: str) -> list[StudentCell]:
    try:
        found = jupytext.reads(text, fmt="py:percent").cells
    except Exception:  # noqa: BLE001 - whatever is in the file, a person shall see it
        return [StudentCell("code", text)]
    return [StudentCell(cell.cell_type, cell.source) for cell in found]


def handed_in(folder: Path, student: str, slug: str, rubrics: Mapping[str, Rubric]) -> HandedIn:
    """What `student` handed in for `slug`, in that folder of `submitted/`."""
    item = replace(_item(folder, slug, rubrics), student=student)
    return HandedIn(student, item, line_of(folder / TIMESTAMP), line_of(folder / SECRET))


def _item(folder: Path, slug: str, rubrics: Mapping[str, Rubric]) -> Submission | Refusal:
    found = [
        replace(item, assignment=slug) if isinstance(item, Refusal) else item
        for item in collect([folder], rubrics, slug)
        if item.assignment in (slug, None)
    ]
    graded = [item for item in found if isinstance(item, Submission)]
    if len(found) == 1 or (len(graded) == 1 and len(found) > 1):
        return (graded or found)[0]
    if not found:
        reason = f"There is no file for `{slug}` in it; name it `{slug}.ipynb` or `{slug}.py`."
        return Refusal(str(folder), reason, slug)
    names = ", ".join(Path(item.path).name for item in found)
    reason = f"There are {len(found)} files in it ({names}); keep the one that counts."
    return Refusal(str(folder), reason, slug)


def line_of(path: Path) -> str:
    """What nbgrader wrote into a file of one line, in bounds; nothing where there is none."""
    if not path.is_file():
        return ""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(LONGEST_LINE).strip()
    except OSError:
        return ""
