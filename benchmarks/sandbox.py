"""What the sandbox costs, and whether it wears out; prints medians, ratios and the figure to reach.

`make bench` runs it. Each comparison is made within one run on one machine, turn by turn, so take
the ratios and the differences and not the times.
"""

import os
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from graders import rubrics
from graders.intake import collect
from graders.record import CHILD, PRELOAD, Inputs, readable, record
from graders.sandbox import Runner, start
from graders.sandbox.settings import ENVIRONMENT
from graders.submission import Submission

HERE = Path(__file__).parent
REPEATS = 25
MANY, TURNS = 500, 100
ENDLESS = "\n\ndef max_stable_lr(hessian, momentum=0.0):\n    while True:\n        pass\n"


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
    """A class of which a tenth is hostile, and the same with plain timeouts in their place.

    Each hostile example of `stability` is graded once. The honest ones and the timeouts count by
    the median of some: a plain timeout is a right solution with an endless loop in one function.
    """
    folder = rubrics.load("stability").folder / "examples" / "hostile"
    runner, solution = _runner(), _solution("stability")
    _cost(solution, runner)  # The warm process has started when the clock runs.
    honest = statistics.median(_cost(solution, runner).wall for _ in range(REPEATS))
    with TemporaryDirectory() as scratch:
        endless = Path(scratch) / "stability.py"
        endless.write_text(solution.whole + ENDLESS)
        timeout = statistics.median(_cost(_read(endless), runner).wall for _ in range(3))
    walls = {path.stem: _cost(_read(path), runner).wall for path in sorted(folder.glob("*.py"))}
    runner.close()
    others = 9 * len(walls) * honest
    hostile, plain = sum(walls.values()) + others, len(walls) * timeout + others
    print(f"A class of {10 * len(walls)} in which {len(walls)} are hostile, one after another")
    print(f"  {hostile:.0f} s; {plain:.0f} s with plain timeouts in their place:")
    print(f"  ratio {hostile / plain:.2f} (at most 1)")
    slowest = sorted(walls, key=walls.__getitem__)[-3:]
    told = ", ".join(f"{name} {walls[name]:.0f} s" for name in reversed(slowest))
    print(f"  the slowest: {told}; a plain timeout: {timeout:.0f} s")


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


def _memory() -> dict[str, int]:
    """KiB of this process's one child, the warm process."""
    (warm,) = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    lines = Path(f"/proc/{warm}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {name: int(size.split()[0]) for name, _, size in (s.partition(":") for s in lines)}
    return {name: sizes[name] for name in ("Rss", "Private_Dirty")}


if __name__ == "__main__":
    main()
