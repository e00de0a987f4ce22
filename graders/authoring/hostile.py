"""What a hostile example has to show besides its verdicts: no point, nothing read, no trace.

It reads declarations, recordings and names of files; it runs nothing and changes nothing.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from graders.recording import Recording
from graders.report import Report
from graders.rubrics import Rubric

POINTS = re.compile(r"^points: ([\d.]+)$", re.MULTILINE)
LAYERS = re.compile(r"^layers: ([\w ]+)$", re.MULTILINE)
LONG = 40
"""Letters from which on a line of a key file is told from anybody's own code."""


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


def secrets(rubric: Rubric, root: Path) -> frozenset[str]:
    """Lines that nobody writes by chance, of the files that no submission may read."""
    paths = [
        *rubric.folder.glob("*.py"),
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
    for path in recordings.glob("*.json"):
        recording = Recording.from_json(path.read_text(encoding="utf-8"))
        outcomes = [asdict(record.outcome) for record in recording.records]
        text = json.dumps([recording.output, outcomes])
        for line in known:
            if json.dumps(line)[1:-1] in text:
                found[recording.submission_sha256] = line
    return found


def files(root: Path) -> frozenset[Path]:
    """Every file of the course, but what Python and its tools write beside their sources."""
    parts = ("assignments", "graders", "solutions", "tests")
    return frozenset(
        path
        for part in parts
        for path in (root / part).rglob("*")
        if "__pycache__" not in path.parts and not path.is_dir()
    )


def left_behind(before: Iterable[Path], after: Iterable[Path], root: Path) -> Iterator[str]:
    """A sentence for each file that came or went while the examples ran."""
    for path in sorted(frozenset(before) ^ frozenset(after)):
        yield f"{path.relative_to(root)} came or went while the examples ran."
