"""Proves an assignment: what its stub, its solution and its examples get is what they should get.

It grades them as submissions are graded, goes on to the end, and lists every fault as a sentence
that says what to mend. It changes nothing.
"""

import ast
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from graders import workers
from graders.authoring import canaries, hostile, traces
from graders.authoring.hostile import Fault
from graders.authoring.limits import near_the_limit
from graders.authoring.publish import PublishError, stale
from graders.grade import Settings
from graders.intake import collect
from graders.judge.checks import declared_checks
from graders.report import Report, is_judged
from graders.rubrics import Rubric
from graders.submission import Refusal, Submission

SEED = 0
DECLARATION = re.compile(r"^(\w+): (\w+(?: or \w+)*)$", re.MULTILINE)
"""`task: verdict`; `task: raised or crash` where it depends on the machine which of them comes."""
BETWEEN = 5
"""After so many attacks comes an honest submission, whose report has to stay the same."""
ENDINGS = (".py", ".ipynb", ".zip")


@dataclass(frozen=True)
class Example:
    """A submission with known verdicts; `declared` maps each task that is not full to its own.

    `attack` is what a hostile one declares besides.
    """

    path: Path
    declared: Mapping[str, str]
    attack: hostile.Attack | None = None

    def needs(self, missing: Collection[str]) -> bool:
        """Whether it must not be run, because one of these layers is off."""
        return self.attack is not None and not self.attack.layers.isdisjoint(missing)


@dataclass(frozen=True)
class Run:
    """What was graded, in this order, and what there is to see of it afterwards.

    `canary` is a word that nobody could read, `left` a sentence for each trace.
    """

    graded: tuple[tuple[Path, Report], ...]
    recordings: Path
    canary: str
    left: tuple[str, ...]

    @property
    def reports(self) -> dict[Path, Report]:
        """The first report of each example."""
        return dict(reversed(self.graded))


def verify(
    rubric: Rubric,
    root: Path,
    recordings: Path,
    make_executor: Callable[[], Executor],
    watch: Callable[[Iterable[tuple[int, Report]], int], Iterable[tuple[int, Report]]],
    missing: Collection[str] = (),
) -> list[Fault]:
    """Every fault of the assignment; an empty list proves it.

    `recordings`, an empty folder, keeps what was run, so that limits can be read from it;
    `watch` shows progress; `missing` are layers that are off here: an attack that needs one is not
    run.
    """
    examples = [each for each in _examples(rubric, root) if not each.needs(missing)]

    def grade(items: list[Submission | Refusal]) -> dict[int, Report]:
        settings = Settings(SEED, hidden=True, recordings=recordings)
        return dict(watch(workers.grade_class(items, settings, make_executor), len(items)))

    run = _run(examples, rubric, root, recordings, grade)
    faults = [Fault(text) for text in _stale(rubric, root)]
    for example in examples:
        faults += _unexpected(example, run.reports[example.path], root)
    faults += _of_attacks(run, rubric, root)
    faults += map(Fault, _never_failed(rubric, run.reports))
    accepted = [each for path, each in run.reports.items() if path.parent.name == "accepted"]
    faults += map(Fault, near_the_limit(rubric, recordings, accepted))
    return faults


def _run(
    examples: list[Example],
    rubric: Rubric,
    root: Path,
    recordings: Path,
    grade: Callable[[list[Submission | Refusal]], dict[int, Report]],
) -> Run:
    """Grade the examples, with a canary in reach, and look for what they left."""
    order = _with_honest_ones_between(examples)
    items = [_item(example.path, rubric) for example in order]
    before = traces.snapshot(root)
    with canaries.planted() as canary:
        graded = grade(items)
        left = list(_left_in_our_folders(canary, recordings, graded.values()))
    left += traces.left(before, traces.snapshot(root))
    every = tuple((order[place].path, graded[place]) for place in range(len(order)))
    return Run(every, recordings, canary.word, tuple(left))


def _left_in_our_folders(
    canary: canaries.Planted, recordings: Path, reports: Collection[Report]
) -> Iterator[str]:
    """A sentence for what is in a folder of the run and was not put there by it."""
    for path in sorted(canary.folder.iterdir()):
        if path != canary.file:
            yield f"{path.name} was left among the run's temporary files."
    if canary.file.read_text(encoding="utf-8") != canary.word:
        yield f"{canary.file.name} was written over."
    kept, graded = len(list(recordings.iterdir())), len({report.sha256 for report in reports})
    if kept > graded:
        yield f"{kept} recordings were kept of {graded} submissions."


def _with_honest_ones_between(examples: list[Example]) -> list[Example]:
    """The same with the solution's script again after some attacks, and after the last of them."""
    honest = next(each for each in examples if each.path.parts[-3] == "solutions")
    attacks = [each for each in examples if each.attack]
    after = {each.path for each in (*attacks[BETWEEN - 1 :: BETWEEN], *attacks[-1:])}
    parts = ([each, honest] if each.path in after else [each] for each in examples)
    return [each for part in parts for each in part]


def _of_attacks(run: Run, rubric: Rubric, root: Path) -> Iterator[Fault]:
    """What attacks read, did, left behind, and changed in the report of another submission."""
    read = hostile.leaked(run.recordings, hostile.secrets(rubric, root) | {run.canary})
    through = hostile.got_through(run.recordings)
    for path, report in run.reports.items():
        name = path.relative_to(root)
        if line := read.get(report.sha256 or ""):
            yield Fault(f"{name} read this: {line}", "read")
        if what := through.get(report.sha256 or ""):
            yield Fault(f"{name} got through: {what}", "got_through")
    yield from (Fault(text, "left") for text in run.left)
    for path, report in run.graded:
        if hostile.without_times(report) != hostile.without_times(run.reports[path]):
            text = f"{path.relative_to(root)} got another report after attacks than before them."
            yield Fault(text, "disturbed")


def _item(path: Path, rubric: Rubric) -> Submission | Refusal:
    """What is graded of an example: of several files, the one named after the assignment."""
    found = collect([path], {rubric.slug: rubric}, rubric.slug)
    return next((item for item in found if Path(item.path).stem == rubric.slug), found[0])


def attacks(rubric: Rubric, root: Path) -> int:
    """How many of the examples are attacks."""
    return sum(each.attack is not None for each in _examples(rubric, root))


def not_run(rubric: Rubric, root: Path, missing: Collection[str]) -> list[str]:
    """The names of the attacks that `verify` leaves out where these layers are off."""
    return [str(_name(each, root)) for each in _examples(rubric, root) if each.needs(missing)]


def _name(example: Example, root: Path) -> Path:
    return example.path.relative_to(root)


def _stale(rubric: Rubric, root: Path) -> Iterator[str]:
    try:
        for path in stale(rubric.slug, root):
            name = path.relative_to(root)
            yield f"{name} is not what solutions/ gives now. Run `lrgrade publish {rubric.slug}`."
    except PublishError as error:
        yield str(error)


def _examples(rubric: Rubric, root: Path) -> Iterator[Example]:
    every_task = dict.fromkeys(rubric.task_names, "not_attempted")
    for ending in (".py", ".ipynb"):
        name = f"{rubric.slug}{ending}"
        yield Example(root / "assignments" / rubric.slug / name, every_task)
        yield Example(root / "solutions" / rubric.slug / name, {})
    for path in sorted(rubric.folder.glob("examples/*/*")):
        if path.suffix in ENDINGS or (path / f"{rubric.slug}.py").is_file():
            yield _example(path, rubric)


def _example(path: Path, rubric: Rubric) -> Example:
    text = _declaration(path / f"{rubric.slug}.py" if path.is_dir() else path)
    declared = dict(DECLARATION.findall(text))
    for name in ("points", "layers"):
        declared.pop(name, None)
    return Example(path, declared, hostile.attack(text) if path.parent.name == "hostile" else None)


def _declaration(path: Path) -> str:
    """A script's docstring, a notebook's first cell, or what a zip holds in quotes first."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".ipynb":
        return "".join(json.loads(text)["cells"][0]["source"])
    try:
        return ast.get_docstring(ast.parse(text)) or ""
    except (SyntaxError, ValueError):  # Not Python, or a zip.
        return text.split('"""')[1] if '"""' in text else ""


def _unexpected(example: Example, report: Report, root: Path) -> Iterator[Fault]:
    name = _name(example, root)
    yield from map(Fault, _other_verdicts(example, report, name))
    if example.attack and report.status == "graded":
        kind: hostile.Kind = "gained" if hostile.gained(example.attack, report) else "other"
        yield from (
            Fault(f"{name} {text}", kind) for text in hostile.bought(example.attack, report)
        )


def _other_verdicts(example: Example, report: Report, name: Path) -> Iterator[str]:
    if example.declared.get("submission") == "refused" or report.status != "graded":
        if report.status != example.declared.get("submission", "graded"):
            reason = report.notes[0].text if report.notes else ""
            yield f"{name} is {report.status}: {reason}"
        return
    for task in report.tasks:
        wanted = example.declared.get(task.name, "pass")
        if task.verdict not in wanted.split(" or "):
            shown = next((c for c in task.checks if c.verdict == task.verdict), task.checks[0])
            yield (
                f"{name}: {task.name} should be {wanted} and is {task.verdict} "
                f"({shown.title} {shown.message})"
            )
    yield from _points(example, report, name)


def _points(example: Example, report: Report, name: Path) -> Iterator[str]:
    folder = name.parts[0]
    if folder == "assignments":
        verdicts = {item.verdict for item in report.items}
        if report.score != 0 or verdicts != {"not_attempted"}:
            yield f"{name}: a stub should be not_attempted throughout, for 0 points."
    elif folder == "solutions" and report.score != report.max_score:
        lost = [item.id for item in report.items if is_judged(item) and item.verdict != "pass"]
        yield f"{name}: the solution loses points ({', '.join(lost)})."
    elif example.path.parent.name == "wrong" and not example.declared:
        yield f"{name} declares no `task: verdict` line, so it is not wrong."


def _never_failed(rubric: Rubric, reports: Mapping[Path, Report]) -> Iterator[str]:
    wrong = [report for path, report in reports.items() if path.parent.name == "wrong"]
    failed = {
        check.id
        for report in wrong
        for task in report.tasks
        for check in task.checks
        if check.verdict in ("fail", "raised")
    }
    for file in ("checks", "hidden_checks"):
        for name in declared_checks(rubric, file):
            if name not in failed:
                yield f"No wrong example fails {name}, so nothing shows that it can fail. Add one."
