"""What grading costs, beside what the same work costs without us; prints ratios and medians.

`make bench` runs it. Every ratio comes from one run on one machine, so take the ratios and not
the times. Three ways are compared:

ours         a submission through lrgrade: fork, layers, probes, judge, report, page
bare fork    the same probe groups in a bare fork of a process with TensorFlow imported
fresh        the same probes and checks in a fresh interpreter for each submission
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from graders import rubrics, workers
from graders.grade import Settings, recording_of
from graders.intake import collect
from graders.judge.judge import judge
from graders.judge.scope import Scope
from graders.render.html import report_html
from graders.sandbox.settings import ENVIRONMENT
from graders.submission import Submission

HERE = Path(__file__).parent
REPEATS = 7
ROUNDS = 3
PER_ASSIGNMENT = 6


def main() -> None:
    single()
    whole_course()
    whole_class()
    quick_answers()


def single() -> None:
    """One submission of `schedules`, warm, one after the other on one core."""
    submission = _read(_class_of("schedules")[0])
    runs = [_ours(submission) for _ in range(REPEATS + 1)][1:]
    bare = _bare_fork(submission.path, "schedules")
    ours = statistics.median(child + own for child, own in runs)
    children = statistics.median(child for child, _ in runs)
    print("One submission of schedules, warm (median processor seconds)")
    print(f"  ours {ours:.3f}, of which children {children:.3f}; bare fork {bare:.3f}")
    print(f"  ratio {ours / bare:.2f} (at most 1.3); overhead {ours - bare:.3f} s (under 0.3)")


def whole_course() -> None:
    """The reference solutions of all assignments, warm, one after the other on one core."""
    print("The reference solutions (processor seconds, the start of the warm process left out)")
    total = 0.0
    for slug in rubrics.slugs():
        path = HERE.parent / "solutions" / slug / f"{slug}.py"
        submission = _read(path, slug)
        seconds = statistics.median(sum(_ours(submission)) for _ in range(3))
        print(f"  {slug:<12}{seconds:6.2f}")
        total += seconds
    print(f"  all {total:.1f} s (under 30)")


def whole_class() -> None:
    """A class of 12, right and wrong, over two assignments."""
    files = [*_class_of("optimizers"), *_class_of("schedules")]
    submissions = [_read(path) for path in files]
    rounds = []
    for _ in range(ROUNDS):  # One after the other, so that a busy machine slows both.
        ours = sum(sum(_ours(submission)) for submission in submissions)
        rounds.append((ours, *_measured(lambda: [_fresh_interpreter(s) for s in submissions])))
    warm, fresh_seconds, fresh_wall = (
        statistics.median(values) for values in zip(*rounds, strict=True)
    )
    ratios = [fresh / ours for ours, fresh, _ in rounds]
    cold_seconds, cold_wall = _measured(lambda: _grade_command(files))
    print(f"A class of {len(files)} (processor seconds, wall seconds on {os.cpu_count()} cores)")
    print(f"  fresh interpreters  {fresh_seconds:6.1f} {fresh_wall:6.1f}")
    print(f"  ours, from the start{cold_seconds:6.1f} {cold_wall:6.1f}")
    print(f"  ours, warm          {warm:6.1f}")
    print(f"  processor time: {statistics.median(ratios):.1f} times less warm (at least 8; rounds:")
    print(f"  {', '.join(f'{ratio:.1f}' for ratio in ratios)}),", end=" ")
    print(f"{fresh_seconds / cold_seconds:.1f} times less from the start")
    print(f"  wall time: {fresh_wall / cold_wall:.1f} times less from the start (at least 4)")


def quick_answers() -> None:
    """Answers that need no TensorFlow."""
    with tempfile.TemporaryDirectory() as folder:
        broken = Path(folder) / "schedules.py"
        broken.write_text("def halving(:\n", encoding="utf-8")
        for words in (["--help"], ["check", str(broken)]):
            walls = [_wall([*_lrgrade(), *words]) for _ in range(REPEATS)]
            name = " ".join(words[:1])
            print(f"lrgrade {name}: {statistics.median(walls):.2f} s (under 0.5)")


def _class_of(slug: str) -> list[Path]:
    """Half wrong, half accepted, by name, so that the class is the same in every run."""
    examples = rubrics.load(slug).folder / "examples"
    half = PER_ASSIGNMENT // 2
    return [
        *sorted(examples.glob("accepted/*.py"))[:half],
        *sorted(examples.glob("wrong/*.py"))[:half],
    ]


def _read(path: Path, slug: str = "") -> Submission:
    slug = slug or path.parents[2].name
    (item,) = collect([path], rubrics.load_all(), slug)
    if not isinstance(item, Submission):
        raise SystemExit(f"{path}: {item.reason}")
    return item


def _ours(submission: Submission) -> tuple[float, float]:
    """Processor seconds of the children, and of this process: judge, report and page."""
    began = time.process_time()
    rubric = rubrics.load(submission.assignment)
    recording = recording_of(submission, rubric, Settings(0, True), workers.own_runner)
    report_html(judge(submission, recording, rubric, Scope(True)))
    return recording.seconds, time.process_time() - began


def _bare_fork(path: str, slug: str) -> float:
    output = subprocess.run(
        [sys.executable, str(HERE / "bare_fork.py"), slug, path, str(REPEATS)],
        env=os.environ | ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    ).stdout
    return statistics.median(json.loads(output.splitlines()[-1]))


def _fresh_interpreter(submission: Submission) -> None:
    script = str(HERE / "fresh_interpreter.py")
    subprocess.run(
        [sys.executable, script, submission.assignment, submission.path],
        env=os.environ | ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


def _grade_command(files: list[Path]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for number, path in enumerate(files):
            place = tree / f"student{number:02}" / path.parents[2].name
            place.mkdir(parents=True)
            (place / f"{path.parents[2].name}.py").write_bytes(path.read_bytes())
        command = [*_lrgrade(), "grade", folder, "--out", str(tree / ".results")]
        subprocess.run(command, capture_output=True, check=True)


def _lrgrade() -> list[str]:
    return [sys.executable, "-c", "from graders.cli import main; main()"]


def _measured(run: Callable[[], None]) -> tuple[float, float]:
    """Processor seconds of all processes that `run` starts, and wall seconds."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run()
    after, ended = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, ended - began


def _wall(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, capture_output=True, check=False)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
