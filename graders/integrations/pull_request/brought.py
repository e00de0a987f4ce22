"""What a pull request brings: submissions of its author, and the rest, which is named and not used.

It decides by path alone whose a file is, and opens only what is the author's own submission.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from graders.intake.found import SUFFIXES, Found
from graders.intake.naming import by_stem
from graders.intake.reading import LARGEST_FILE, read, too_large
from graders.intake.together import Read, together
from graders.integrations.pull_request.repository import (
    LINK,
    NOTHING,
    SUBMODULE,
    Changed,
    Repository,
)
from graders.rubrics import Rubric
from graders.submission import Refusal, Submission


@dataclass(frozen=True)
class Brought:
    """The submissions, and each other path with why it was left out."""

    items: tuple[Submission | Refusal, ...]
    ignored: tuple[tuple[str, str], ...]


def brought(
    repository: Repository,
    changes: Sequence[Changed],
    student: str,
    folder: str,
    rubrics: Mapping[str, Rubric],
) -> Brought:
    """What `student` hands in: `<folder>/<student>/<assignment>/<assignment>.py` or `.ipynb`.

    With an empty `folder` the whole repository is the student's, and only the file's own name and
    its folder have to tell the assignment.
    """
    mine: list[Read] = []
    ignored: list[tuple[str, str]] = []
    for change in changes:
        reason = _not_used(change, student, folder, rubrics)
        if reason:
            ignored.append((change.path, reason))
        else:
            mine.append(_read(repository, change, student, folder, rubrics))
    items = sorted(together(mine, rubrics), key=lambda item: item.path)
    return Brought(tuple(items), tuple(ignored))


def _read(
    repository: Repository,
    change: Changed,
    student: str,
    folder: str,
    rubrics: Mapping[str, Rubric],
) -> Read:
    slug = _assignment(change.path, rubrics)
    found = Found(change.path, (student, slug or ""))
    size = repository.size(change)
    if size > LARGEST_FILE:
        return Read(found, Refusal(change.path, too_large(change.path, size), slug, student))
    return Read(found, read(change.path, repository.content(change), rubrics, slug, student))


def _not_used(
    change: Changed, student: str, folder: str, rubrics: Mapping[str, Rubric]
) -> str | None:
    """Why a path is no submission of `student`; None where it is one."""
    parts = PurePosixPath(change.path).parts
    if folder:
        inside = PurePosixPath(folder).parts
        if parts[: len(inside)] != inside:
            return "not a student's folder; the course's own file was used"
        parts = parts[len(inside) :]
        if not parts or parts[0].lower() != student.lower():
            return "another student's folder"
        parts = parts[1:]
    if change.mode == NOTHING:
        return "taken away; what was handed in before still counts"
    if change.mode == LINK:
        return "a link, which is never followed"
    if change.mode == SUBMODULE:
        return "another repository, which is never fetched"
    # Only `<assignment>/<file>`, or the file alone: nothing deeper is anybody's hand-in.
    slug = _assignment(change.path, rubrics)
    if slug is None or len(parts) > 2 or (len(parts) == 2 and parts[0].lower() != slug):
        return "no file of an assignment"
    return None


def _assignment(path: str, rubrics: Mapping[str, Rubric]) -> str | None:
    """The assignment that a file's own name tells."""
    name = PurePosixPath(path)
    return by_stem(path, rubrics) if name.suffix.lower() in SUFFIXES else None
