"""`submitted/` -> who is graded, and who cannot be, each with why.

It reads, and changes nothing there. A student is graded, refused with a reason, or named: nobody
disappears. Beside nbgrader's folders there may lie what a learning platform lets one download.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graders import rubrics
from graders.intake import collect
from graders.intake.downloads import told
from graders.intake.found import is_candidate, is_left_behind
from graders.intake.owners import Owners
from graders.intake.together import EARLIER
from graders.integrations.nbgrader.handed_in import HandedIn, handed_in
from graders.integrations.nbgrader.student_ids import fault_of
from graders.submission import Refusal, Submission


@dataclass(frozen=True)
class Asked:
    """Whom to grade: one `student` by exact id or everybody (`*`), without those left out."""

    student: str
    left_out: frozenset[str] = frozenset()

    @property
    def everybody(self) -> bool:
        """True where no student was named."""
        return self.student == "*"

    def holds(self, student: str) -> bool:
        """True for a student who is to be graded."""
        return self.student in ("*", student) and student not in self.left_out


@dataclass
class Found:
    """`work` to grade, `faults` by student or file, and `remarks` for the person who grades."""

    work: list[HandedIn] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def there_is(submitted: Path, slug: str, asked: Asked, owners: Owners) -> Found:
    """What is in `submitted` for `slug` of those who are asked for."""
    found, known = Found(), rubrics.load_all()
    folders = {path.name: path / slug for path in submitted.glob("*") if (path / slug).is_dir()}
    for student in filter(asked.holds, sorted(folders)):
        if fault := fault_of(student):
            found.faults[student] = fault
        else:
            found.work.append(handed_in(folders[student], student, slug, known))
    for item in _downloaded(submitted, slug, known, owners):
        _add(found, item, asked, folders)
    found.remarks += owners.idle()
    found.work = [one for one in found.work if one.student not in found.faults]
    if asked.everybody and owners.roster:
        _compare(found, asked, owners)
    found.remarks += [remark for one in found.work for remark in _remarks(one)]
    return found


def _downloaded(
    submitted: Path, slug: str, known: Mapping[str, rubrics.Rubric], owners: Owners
) -> Iterator[Submission | Refusal]:
    paths = [path for path in submitted.glob("*") if _is_download(path, slug)]
    for item in collect(paths, known, None, owners):
        if item.assignment in (slug, None):
            yield item


def _is_download(path: Path, slug: str) -> bool:
    if not path.is_dir():
        return is_candidate(path.name) and not is_left_behind(path.name)
    return told("", path.name) is not None and not (path / slug).is_dir()


def _add(
    found: Found, item: Submission | Refusal, asked: Asked, folders: Mapping[str, Path]
) -> None:
    student = item.student
    if student is None or item.assignment is None:
        if asked.everybody:
            found.faults[item.path] = getattr(item, "reason", "say whose it is in --map")
    elif student in folders:
        if asked.holds(student):
            why = f"is there twice, in a folder and as {item.path}; take one away"
            found.faults[student] = why
    elif asked.holds(student):
        if fault := fault_of(student):
            found.faults[item.path] = fault
        else:
            found.work.append(HandedIn(student, item, ""))


def _compare(found: Found, asked: Asked, owners: Owners) -> None:
    """Who is on the roster and has nothing here is a fault; a stranger is worth a remark."""
    roster = [one.id for one in owners.roster if asked.holds(one.id)]
    there = {one.student for one in found.work}
    for student in roster:
        if student not in there:
            found.faults.setdefault(student, "is on the roster, and handed in nothing")
    strangers = sorted(there - set(roster))
    if strangers:
        found.remarks.append(f"not on the roster: {', '.join(map(repr, strangers))}")


def _remarks(one: HandedIn) -> Iterator[str]:
    for note in one.item.notes if isinstance(one.item, Submission) else ():
        if note.kind == EARLIER:
            yield f"{one.student}: {note.text}"
