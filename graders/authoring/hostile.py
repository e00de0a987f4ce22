"""What a hostile example has to show besides its verdicts: no point, nothing read, nothing done.

It reads declarations and recordings; it runs nothing and changes nothing.
"""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from graders.recording import Recording
from graders.report import Report, to_dict
from graders.rubrics import Rubric

POINTS = re.compile(r"^points: ([\d.]+)$", re.MULTILINE)
LAYERS = re.compile(r"^layers: ([\w ]+)$", re.MULTILINE)
GOT_THROUGH = re.compile(r"got through: ([^\"\\]+)")
LONG = 40
"""Letters from which on a line of a key file is told from anybody's own code."""

Kind = Literal["gained", "read", "got_through", "left", "disturbed", "other"]
FIGURES: Mapping[Kind, str] = {
    "gained": "gained points that they do not declare",
    "read": "read a key or a canary",
    "got_through": "got through",
    "left": "left a trace",
    "disturbed": "changed an honest report",
}
"""What attacks can be found guilty of, in the words of the line of figures."""


@dataclass(frozen=True)
class Fault:
    """A sentence that says what to mend; `kind` is what an attack did, where it is about one."""

    text: str
    kind: Kind = "other"


@dataclass(frozen=True)
class Attack:
    """What an example declares in `points:` and `layers:`; points are None where it does not say.

    It must not be run where one of the sandbox's `layers` is off.
    """

    points: float | None
    layers: frozenset[str]


def attack(declaration: str) -> Attack:
    """The attack that an example's docstring declares."""
    points, layers = POINTS.search(declaration), LAYERS.search(declaration)
    return Attack(
        float(points[1]) if points else None, frozenset(layers[1].split() if layers else ())
    )


def bought(declared: Attack, report: Report) -> Iterator[str]:
    """A sentence where an attack got other points than it declares, or declares none."""
    if declared.points is None:
        yield f"declares no `points:`; it got {report.score:g}. Does it earn them?"
    elif report.score != declared.points:
        yield f"should get {declared.points:g} points and gets {report.score:g}."


def gained(declared: Attack, report: Report) -> bool:
    """Whether an attack got more points than it declares."""
    return (report.score or 0.0) > (declared.points or 0.0)


def figures(faults: Collection[Fault], ran: int, not_run: int) -> str:
    """One line: how many attacks ran, what they did, and how many a missing layer kept back."""
    found = Counter(fault.kind for fault in faults)
    did = ", ".join(f"{found[kind]} {words}" for kind, words in FIGURES.items())
    return f"{ran} hostile examples ran: {did}; {not_run} not run for a missing layer."


def without_times(report: Report) -> str:
    """The report as it is written, but for how long things took."""
    return json.dumps(to_dict(replace(report, timing={})))


def secrets(rubric: Rubric, root: Path) -> frozenset[str]:
    """Lines that nobody writes by chance, of the files that no submission may read."""
    paths = [
        *rubric.folder.glob("*.py"),
        *rubric.folder.glob("misconceptions/*.py"),
        root / "solutions" / rubric.slug / "quiz.toml",
        root / "graders" / "judge" / "zones.py",
        Path("/etc/passwd"),
    ]
    lines = [
        line.strip()
        for path in paths
        if path.is_file()
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    return frozenset(
        line for line in lines if len(line) >= LONG and not line.startswith(("from ", "import "))
    )


def leaked(recordings: Path, known: Collection[str]) -> Mapping[str, str]:
    """The first of the `known` lines in what came back of each submission, by its sha256."""
    found = {}
    for recording in _recordings(recordings):
        outcomes = [asdict(record.outcome) for record in recording.records]
        text = json.dumps([recording.output, outcomes])
        for line in known:
            if json.dumps(line)[1:-1] in text:
                found[recording.submission_sha256] = line
    return found


def got_through(recordings: Path) -> Mapping[str, str]:
    """What each submission says that it could do and may not, by its sha256.

    An attack says so itself, with `got through: <what>` in what it returns or prints.
    """
    found = {}
    for recording in _recordings(recordings):
        results = [record.outcome.result for record in recording.records]
        if said := GOT_THROUGH.search(json.dumps([results, recording.output])):
            found[recording.submission_sha256] = said[1].strip("' ")
    return found


def _recordings(folder: Path) -> Iterator[Recording]:
    for path in sorted(folder.glob("*.json")):
        yield Recording.from_json(path.read_text(encoding="utf-8"))
