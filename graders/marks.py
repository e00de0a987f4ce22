"""The marks that people gave: which concepts of an explanation they found, kept beside the reports.

A mark belongs to a student's text and not to a run: it is there again after the class is graded
once more, until the student writes another text. It says what people decided; asking them is the
command line's work.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from graders.report import ExplanationReport, Report
from graders.store import write_whole

LEFT = "The rest waits for a person to decide, and may still give points."


@dataclass(frozen=True)
class Mark:
    """What one person decided on one explanation.

    `owner` is the student, or the path where no student is known; `concepts` says of each concept
    decided on whether the text says it.
    """

    owner: str
    assignment: str
    explanation: str
    text_sha256: str
    concepts: Mapping[str, bool]
    by: str


Place = tuple[str, str, str, str]


class Marks:
    """All marks of one folder of results."""

    def __init__(self, file: Path) -> None:
        """Read `file` where it is there; raises ValueError when it is no file of marks."""
        self._file = file
        self._marks = {_place_of(mark): mark for mark in _read(file)}

    def keep(
        self, report: Report, item: ExplanationReport, found: dict[str, bool], by: str
    ) -> None:
        """Keep what `by` decided on `item` of `report`; saved at once."""
        place = _place(report, item)
        before = self._marks.get(place)
        concepts = {**(before.concepts if before else {}), **found}
        self._marks[place] = Mark(*place, concepts, by)
        text = json.dumps([asdict(mark) for mark in self._marks.values()], indent=2)
        write_whole(self._file, text + "\n")

    def on(self, report: Report) -> Report:
        """`report` with what people decided."""
        items = tuple(self._on(report, item) for item in report.explanations)
        return replace(report, explanations=items)

    def _on(self, report: Report, item: ExplanationReport) -> ExplanationReport:
        mark = self._marks.get(_place(report, item))
        if mark is None or item.marked_by is None:
            return item
        concepts = tuple(
            replace(one, met=mark.concepts[one.id], sure=None) if one.id in mark.concepts else one
            for one in item.concepts
        )
        earned = float(sum(one.met is True for one in concepts))
        return replace(
            item,
            verdict="pass" if earned == item.max_points else "fail",
            points=earned,
            marked_by=mark.by,
            message=LEFT if any(one.met is None for one in concepts) else "",
            concepts=concepts,
        )


def waiting(item: ExplanationReport) -> tuple[str, ...]:
    """The concepts of a marked explanation on which nobody has decided yet."""
    marked = item.marked_by is not None and item.verdict not in ("not_attempted", "recorded")
    return tuple(one.id for one in item.concepts if one.met is None) if marked else ()


def _place(report: Report, item: ExplanationReport) -> Place:
    text = hashlib.sha256(item.text.encode("utf-8", "surrogatepass")).hexdigest()
    return (report.student or report.path, report.assignment or "", item.id, text)


def _place_of(mark: Mark) -> Place:
    return (mark.owner, mark.assignment, mark.explanation, mark.text_sha256)


def _read(file: Path) -> list[Mark]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    try:
        return [_mark(item) for item in data]
    except (TypeError, KeyError) as error:
        raise ValueError(f"{file} is no file of marks") from error


def _mark(item: dict[str, Any]) -> Mark:
    mark = Mark(**item)
    if not all(isinstance(found, bool) for found in mark.concepts.values()):
        raise TypeError("a concept is found or it is not")
    return mark
