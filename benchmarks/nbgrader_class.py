"""A class through `lrgrade autograde` beside `nbgrader autograde` as shipped; prints ratios.

`make bench` runs it; `python benchmarks/nbgrader_class.py 6 schedules 2` is a quick try with six
students, of whom nbgrader as shipped grades two, and one for its start. (The file is not called
nbgrader.py, for it would then be imported in place of nbgrader.) Take the ratios and not the times:
all come from one run on one machine.

Autograde: the same students' functions, half accepted and half wrong examples of one assignment
(`schedules`, or the second argument), as notebooks. Ours is `lrgrade autograde` on the whole class.
As shipped, nbgrader runs each notebook in a fresh kernel: import keras, the student's cells, and
after each task a cell that makes our probes' own calls, visible and hidden, and asserts, once with
our way to measure rates and once with a `fit` for each (`plain_course.py`). That takes
long, so it runs on a few students, one call each, in the environment that our children have (one
thread, no device, no log); the class is the start of the command, measured on a student who is
graded already, and the median of what the others take beyond it, once for each student. Processor
seconds are those of all processes, kernels and children included. "Without the training" takes the
probes' own calls off both sides: what they take in a bare fork (`bare_fork.py`).

Recording: the class again with `--force`. The recordings are there, so nothing is run; measured is
what one student's recording takes in the recording process, nbgrader and the gradebook included.

Formgrader: two servers over the same folders and gradebook, one with this course's settings and
one with nbgrader's own; each page is asked for by turns.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from statistics import median

import formgrader_pages
import plain_course
from grading import _bare_fork, _lrgrade, _measured

from graders import isolation, rubrics
from graders.sandbox.settings import ENVIRONMENT

HERE = Path(__file__).parent
SHIPPED = 6
"""How many students nbgrader as shipped grades where the third argument does not say; one more is
for the start."""

RECORDING = """\
import json, sys, time
from graders.integrations.nbgrader.autograde import Autograde
record, seconds = Autograde._record, []
def timed(*arguments):
    began = time.process_time()
    record(*arguments)
    seconds.append(time.process_time() - began)
Autograde._record = timed
from graders.cli import main
try:
    main()
finally:
    print(json.dumps(seconds))
"""


def main(students: int, slug: str, shipped_students: int) -> None:
    """Print the three comparisons."""
    with tempfile.TemporaryDirectory() as folder:
        ours, *shipped = (Path(folder) / name for name in ("ours", "same_calls", "fits"))
        files = list(islice(cycle(_examples(slug)), students))
        answers = {f"s{n:03}": path.read_text("utf-8") for n, path in enumerate(files)}
        _our_course(ours, slug, answers)
        few = dict(list(answers.items())[: shipped_students + 1])
        for number, root in enumerate(shipped):
            plain_course.make(root, slug, few, fits=number == 1)
        for root in (ours, *shipped):
            _run(root, "nbgrader", "generate_assignment", slug)
        grading(ours, shipped, slug, students, list(few))
        recording(ours, slug)
        formgrader_pages.compare(ours, slug, _environment())


def grading(ours: Path, shipped: list[Path], slug: str, students: int, few: list[str]) -> None:
    """Processor and wall time of the class, and the ratios."""
    same, fits = (_as_shipped(root, slug, students, few) for root in shipped)
    seconds, wall = _measured(lambda: _run(ours, *_autograde(slug)))
    _all_there(ours, slug, students)
    solution = HERE.parent / "solutions" / slug / f"{slug}.py"
    calls = students * _bare_fork(str(solution), slug)
    cores = len(os.sched_getaffinity(0))
    print(f"A class of {students} on {slug} (processor seconds, wall seconds on {cores} cores)")
    print(f"  nbgrader, one fit for each rate {fits[0]:7.1f} {fits[1]:7.1f}")
    print(f"  nbgrader, our probes' own calls {same[0]:7.1f} {same[1]:7.1f}")
    print(f"  lrgrade autograde               {seconds:7.1f} {wall:7.1f}")
    print(f"  the calls, were all solutions   {calls:7.1f}")
    print("  processor time (at least 10 times less):")
    print(f"    {fits[0] / seconds:.1f} times less than with one fit for each rate")
    print(f"    {same[0] / seconds:.1f} times less than with the same calls,", end=" ")
    print(_without_training(same[0], seconds, calls))
    print(f"  wall time: {fits[1] / wall:.1f} and {same[1] / wall:.1f} times less")


def _without_training(shipped: float, ours: float, calls: float) -> str:
    """The ratio of what is left on both sides; of examples that do less, ours may be all calls."""
    if ours < 1.1 * calls:
        return f"and without the training {shipped - calls:.0f} s against next to nothing"
    return f"{(shipped - calls) / (ours - calls):.1f} without the training on both sides"


def _as_shipped(root: Path, slug: str, students: int, few: list[str]) -> tuple[float, float]:
    """Processor and wall seconds that a class would take, from those of a few."""
    first, *others = few
    command = ("nbgrader", "autograde", slug, "--student")
    _run(root, *command, first)
    start = _measured(lambda: _run(root, *command, first))
    each = [_measured(lambda one=one: _run(root, *command, one)) for one in others]
    seconds, wall = (
        start[n] + students * median(one[n] - start[n] for one in each) for n in (0, 1)
    )
    return seconds, wall


def recording(ours: Path, slug: str) -> None:
    """Processor seconds of recording one student, where every recording is kept."""
    command = [sys.executable, "-c", RECORDING, *_autograde(slug)[1:], "--force"]
    done = subprocess.run(command, cwd=ours, check=True, capture_output=True, env=_environment())
    seconds = json.loads(done.stdout.splitlines()[-1])
    print(f"Recording into the gradebook, {len(seconds)} students (processor seconds of each)")
    print(f"  median {median(seconds):.3f} (at most 0.1), most {max(seconds):.3f}")


def _examples(slug: str) -> list[Path]:
    """Accepted and wrong by turns; what needs more than functions in cells is left out."""
    folder = rubrics.load(slug).folder / "examples"
    pairs = zip(sorted(folder.glob("accepted/*.py")), sorted(folder.glob("wrong/*.py")))  # noqa: B905
    return [path for pair in pairs for path in pair]


def _our_course(root: Path, slug: str, answers: dict[str, str]) -> None:
    root.mkdir()
    shutil.copy(HERE.parent / "nbgrader_config.py", root)
    shutil.copytree(HERE.parent / "solutions" / slug, root / "solutions" / slug)
    path = HERE.parent / "assignments" / slug / f"{slug}.ipynb"
    published = json.loads(path.read_text("utf-8"))
    for student, text in answers.items():
        folder = root / "submitted" / student / slug
        folder.mkdir(parents=True)
        made = json.dumps(plain_course.filled(published, text))
        (folder / f"{slug}.ipynb").write_text(made, encoding="utf-8")


def _autograde(slug: str) -> list[str]:
    open_here = isolation.lacking(isolation.DEMANDED)
    return ["lrgrade", "autograde", slug, *(["--without-sandbox"] if open_here else [])]


def _run(root: Path, program: str, *arguments: str) -> None:
    """Run a command in a course; one that fails ends the benchmark."""
    programs = {"lrgrade": _lrgrade(), "nbgrader": [sys.executable, "-m", "nbgrader"]}
    command = [*programs[program], *arguments]
    done = subprocess.run(
        command, cwd=root, check=False, capture_output=True, text=True, env=_environment()
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")


def _environment() -> dict[str, str]:
    """That of our children, with the commands of this interpreter (nbgrader calls alembic)."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return os.environ | ENVIRONMENT | {"PATH": path}


def _all_there(ours: Path, slug: str, students: int) -> None:
    graded = list(ours.glob(f"autograded/*/{slug}/{slug}.ipynb"))
    if len(graded) != students:
        raise SystemExit(f"only {len(graded)} of {students} are graded")


if __name__ == "__main__":
    began = time.perf_counter()
    given = sys.argv[1:]
    number, slug, few = [*given, *("60", "schedules", str(SHIPPED))[len(given) :]]
    main(int(number), slug, min(int(few), int(number) - 1))
    print(f"({time.perf_counter() - began:.0f} s)")
