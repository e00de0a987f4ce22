"""What judges each assignment: one folder an assignment, told by its rubric.toml.

`load` reads the data that everyone may know: order, titles, limits, quiz options without the
key. It imports neither TensorFlow nor a check, so the command line can use it at once.
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def worth(points: object) -> float:
    """The points of a check or question: a finite number above 0, or ValueError is raised."""
    number = isinstance(points, int | float) and not isinstance(points, bool)
    if not number or not math.isfinite(points) or points <= 0:  # type: ignore[arg-type,operator]
        raise ValueError(f"{points!r} is no number of points: it has to be finite and above 0")
    return float(points)  # type: ignore[arg-type]


@dataclass(frozen=True)
class TaskRule:
    """One task: its name, the probes that record it, and its limit in processor seconds.

    `limits` holds further limits of its own, under the names that the sandbox gives them.
    """

    name: str
    title: str
    probes: tuple[str, ...]
    seconds: float
    limits: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class HiddenCheck:
    """A hidden check as everybody may know it, so that reports list it where its file is absent."""

    id: str
    task: str
    title: str
    points: float


@dataclass(frozen=True)
class Question:
    """A quiz question: its points and the ids that may be answered, in the published order."""

    id: str
    points: float
    options: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """An explanation: the prompt's id and its concepts, one point each.

    `hints` says for a concept what to think about; it never says the answer.
    """

    id: str
    prompt: str
    hint: str
    concepts: tuple[str, ...]
    hints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rubric:
    """Everything public about how one assignment is judged, in the order of its reports."""

    slug: str
    title: str
    version: str
    tasks: tuple[TaskRule, ...]
    hidden: tuple[HiddenCheck, ...]
    quiz: tuple[Question, ...]
    explanations: tuple[Explanation, ...]

    @property
    def folder(self) -> Path:
        """The folder that holds this rubric's probes, checks and examples."""
        return HERE / self.slug

    @property
    def task_names(self) -> tuple[str, ...]:
        """The names a submission must define, in report order."""
        return tuple(task.name for task in self.tasks)

    def task_of(self, probe: str) -> str:
        """The task that `probe` records; raises KeyError for a probe that no task names."""
        return {probe: task.name for task in self.tasks for probe in task.probes}[probe]


def slugs() -> tuple[str, ...]:
    """The assignments of this course: every folder here with a rubric.toml, sorted."""
    return tuple(sorted(path.parent.name for path in HERE.glob("*/rubric.toml")))


@cache
def load(slug: str) -> Rubric:
    """The rubric of one assignment.

    Raises KeyError when there is none of that name or a field is missing from its files, and
    ValueError when what it gives is no number of points.
    """
    path = HERE / slug / "rubric.toml"
    if not path.is_file():
        raise KeyError(f"no assignment is called {slug!r}; there are: {', '.join(slugs())}")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Rubric(
        slug=slug,
        title=data["title"],
        version=data["version"],
        tasks=tuple(_task(item) for item in data["tasks"]),
        hidden=tuple(_hidden(item) for item in data.get("hidden", [])),
        quiz=tuple(_question(name, item) for name, item in data.get("quiz", {}).items()),
        explanations=explanations(path.parent),
    )


def load_all() -> dict[str, Rubric]:
    """Every assignment's rubric by its slug."""
    return {slug: load(slug) for slug in slugs()}


def _task(data: dict[str, Any]) -> TaskRule:
    probes = tuple(data["probes"])
    limits = data.get("limits", {})
    return TaskRule(data["name"], data["title"], probes, float(data["seconds"]), limits)


def _hidden(data: dict[str, Any]) -> HiddenCheck:
    return HiddenCheck(**data | {"points": worth(data["points"])})


def _question(name: str, data: dict[str, Any]) -> Question:
    return Question(name, worth(data["points"]), tuple(data["options"]))


def explanations(folder: Path) -> tuple[Explanation, ...]:
    """The explanations that the rubric in `folder` asks for; none where it has no such file."""
    path = folder / "explanations.toml"
    if not path.is_file():
        return ()
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Explanation(
            name, item["prompt"], item["hint"], tuple(item["concepts"]), item.get("hints", {})
        )
        for name, item in data.items()
    )
