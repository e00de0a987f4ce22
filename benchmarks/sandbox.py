"""What the sandbox costs, and whether it wears out; prints medians, ratios and the figure to reach.

`make bench` runs it. Each comparison is made within one run on one machine, turn by turn, so take
the ratios and the differences and not the times.
"""

import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graders import rubrics
from graders.intake import collect
from graders.record import CHILD, PRELOAD, Inputs, readable, record
from graders.sandbox import Runner, start
from graders.sandbox.settings import ENVIRONMENT
from graders.submission import Submission

HERE = Path(__file__).parent
REPEATS = 25
MANY, TURNS = 500, 100
HOSTILE = 5
"""A tenth of the class that has hostile submissions in it."""


@dataclass(frozen=True)
class Cost:
    """Of one submission: processor seconds of its children, and wall seconds of its recording."""

    seconds: float
    wall: float


def main() -> None:
    layers_cost()
    many_submissions()
    hostile_class()


def layers_cost() -> None:
    """The same submissions with all layers and with none, turn by turn."""
    ENVIRONMENT["PYTHONPATH"] = str(HERE)
    confined, free = _runner(), _runner("only_a_folder")
    print(f"The sandbox's layers (medians of {REPEATS} turns; processor time of the children)")
    for slug in ("stability", "optimizers", "schedules"):
        solution = _solution(slug)
        turns = [(_cost(solution, confined), _cost(solution, free)) for _ in range(REPEATS + 1)][1:]
        with_layers = statistics.median(ours.seconds for ours, _ in turns)
        without = statistics.median(bare.seconds for _, bare in turns)
        added = statistics.median(ours.seconds - bare.seconds for ours, bare in turns)
        wall = statistics.median(ours.wall - bare.wall for ours, bare in turns)
        print(
            f"  {slug:<11} {1000 * with_layers:5.0f} ms with, {1000 * without:5.0f} ms without: "
            f"{1000 * added:+.0f} ms, {added / without:+.1%} (wall {1000 * wall:+.0f} ms)"
        )
    print("  at most 30 ms and 5 %")
    confined.close()
    free.close()


def many_submissions() -> None:
    """One warm process after many submissions: its memory, and its speed beside that of a new one.

    The two take turns: a machine may be slower in one minute than in another.
    """
    worn, solution = _runner(), _solution("stability")
    _cost(solution, worn)
    before = _memory()
    for _ in range(MANY - 1):
        _cost(solution, worn)
    after = _memory()
    new = _runner()
    turns = [(_cost(solution, worn), _cost(solution, new)) for _ in range(TURNS + 1)][1:]
    worn.close()
    new.close()
    print(f"{MANY} submissions of stability in one warm process")
    for name in before:
        grown = after[name] / before[name] - 1
        print(f"  {name}: {before[name]} -> {after[name]} KiB, {grown:+.1%} (under 5 %)")
    for name in ("seconds", "wall"):
        ratio = statistics.median(getattr(old, name) / getattr(fresh, name) for old, fresh in turns)
        print(f"  a submission beside one in a new process, {name}: {ratio:.2f} (1)")


def hostile_class() -> None:
    """A class with hostile submissions, and the same with plain timeouts in their place."""
    folder = rubrics.load("stability").folder / "examples" / "hostile"
    every = sorted(path for path in folder.glob("*.py"))
    chosen = every[:: max(1, len(every) // HOSTILE)][:HOSTILE]
    honest = [_solution("stability")] * (9 * len(chosen))
    plain = _read(folder / "endless_power_iteration.py")
    runner = _runner()
    _cost(honest[0], runner)  # The warm process has started when the clock runs.
    with_hostile = _wall([*map(_read, chosen), *honest], runner)
    with_timeouts = _wall([plain] * len(chosen) + honest, runner)
    runner.close()
    print(
        f"A class of {10 * len(chosen)} with a tenth hostile: {', '.join(p.stem for p in chosen)}"
    )
    print(f"  {with_hostile:.0f} s; {with_timeouts:.0f} s with plain timeouts in their place:")
    print(f"  ratio {with_hostile / with_timeouts:.2f} (at most 1)")


def _runner(*more: str) -> Runner:
    return start(CHILD, (*PRELOAD, *more), readable())


def _solution(slug: str) -> Submission:
    return _read(HERE.parent / "solutions" / slug / f"{slug}.py", slug)


def _read(path: Path, slug: str = "stability") -> Submission:
    (item,) = collect([path], rubrics.load_all(), slug)
    if not isinstance(item, Submission):
        raise SystemExit(f"{path}: {item.reason}")
    return item


def _cost(submission: Submission, runner: Runner) -> Cost:
    began = time.perf_counter()
    rubric = rubrics.load(submission.assignment)
    recording = record(submission, rubric, Inputs(0, hidden=True), runner)
    return Cost(recording.seconds, time.perf_counter() - began)


def _wall(submissions: Sequence[Submission], runner: Runner) -> float:
    return sum(_cost(submission, runner).wall for submission in submissions)


def _memory() -> dict[str, int]:
    """KiB of this process's one child, the warm process."""
    (warm,) = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    lines = Path(f"/proc/{warm}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {name: int(size.split()[0]) for name, _, size in (s.partition(":") for s in lines)}
    return {name: sizes[name] for name in ("Rss", "Private_Dirty")}


if __name__ == "__main__":
    main()
