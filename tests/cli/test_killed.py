"""Faults of ours: a process killed at any moment, a disk that is full or read-only, a clock that jumps.

Nothing half-written is read as whole, --resume finishes, and every report is that of a run that
nobody disturbed, apart from times.
"""

import contextlib
import json
import os
import random
import re
import shlex
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from graders import course, isolation
from graders.recording import Recording

from .conftest import COMMAND, RIGHT, STUB, run_in
from .processes import command_of, descendants, gone, processes, seconds_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

MOMENTS = 10
"""For each of the three kinds of process."""

SPINS = "def make_optimizer(*args):\n    while True: pass\n"
KINDS = {"main": "", "worker": "spawn_main", "warm": "graders.sandbox.warm"}


@dataclass(frozen=True)
class Undisturbed:
    """A class, its reports when nobody disturbs the run, and the seconds that took."""

    folder: Path
    reports: dict
    seconds: float


def reports_in(results):
    """Every report in a folder of results, without times; each file in it has to be whole."""
    found = {}
    for path in sorted(results.glob("reports/*/*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        assert report.pop("timing") is not None
        found[path.parent.name] = report
    for path in results.rglob("*.html"):
        assert path.read_text(encoding="utf-8").rstrip().endswith("</html>")
    return found


def arguments(*more):
    words = ["grade", "class", "--out", "results", "--seed", "7", "--workers", "2", *more]
    return [*words, "--without-sandbox"] if isolation.lacking(isolation.DEMANDED) else words


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("undisturbed")
    texts = {f"s{number}": f"{RIGHT}\n# {number}\n" for number in range(3)}
    texts |= {"stub": STUB.read_text(encoding="utf-8"), "broken": "def make_optimizer(:\n"}
    for student, text in texts.items():
        place = folder / "class" / student / "optimizers"
        place.mkdir(parents=True)
        (place / "optimizers.py").write_text(text, encoding="utf-8")
    began = time.monotonic()
    run = run_in(folder, *arguments())
    assert run.returncode == 0, run.stderr
    return Undisturbed(folder, reports_in(folder / "results"), time.monotonic() - began)


def prepared(folder, undisturbed):
    """A folder with the class in it, and no results yet."""
    folder.mkdir(exist_ok=True)
    (folder / "class").symlink_to(undisturbed.folder / "class", target_is_directory=True)
    return folder


@pytest.fixture
def place(undisturbed, tmp_path):
    return prepared(tmp_path, undisturbed)


def start(place):
    return subprocess.Popen(
        [*COMMAND, *arguments()],
        cwd=place,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def kill(kind, run, moment):
    """Kill a process of this kind `moment` seconds from now, or as soon as there is one.

    Returns all processes that the run had then.
    """
    deadline = time.monotonic() + moment
    while time.monotonic() < deadline and run.poll() is None:
        time.sleep(0.01)
    while run.poll() is None:
        started = descendants(run.pid)
        found = [pid for pid in started if kind != "main" and KINDS[kind] in command_of(pid)]
        # A child that runs a submission has the command line of the warm process it is forked from.
        found = [pid for pid in found if processes().get(pid, (0,))[0] not in found]
        if kind == "main" or found:
            os.kill(max(found, default=run.pid), signal.SIGKILL)
            return started
        time.sleep(0.01)
    return {}


def disturbed(place, undisturbed, kind, moment):
    """One run with a process killed in it, and a second one to finish it where that is needed.

    Returns whether there was a process to kill: the run may have ended before the moment came.
    """
    with start(place) as run:
        started = kill(kind, run, moment)
        said = run.stderr.read() if kind != "main" else ""
        run.wait(timeout=300)
    assert gone(started, seconds=60), said
    whole = reports_in(place / "results")
    assert whole == {name: undisturbed.reports[name] for name in whole}
    for path in (place / "results").glob("recordings/*.json"):
        Recording.from_json(path.read_text(encoding="utf-8"))
    if kind == "main":
        assert run.returncode in (-signal.SIGKILL, 0), said
        again = run_in(place, *arguments("--resume"))
        assert again.returncode == 0, again.stderr
    else:
        assert run.returncode == 0, said
    assert reports_in(place / "results") == undisturbed.reports
    assert not list((place / "results").rglob(".writing-*"))
    return bool(started)


def test_a_run_that_is_killed_is_finished_by_resume(place, undisturbed):
    assert disturbed(place, undisturbed, "main", 0.4 * undisturbed.seconds)


def test_nothing_outlives_a_run_that_is_killed_not_even_a_busy_child(tmp_path):
    folder = tmp_path / "class" / "eve" / "optimizers"
    folder.mkdir(parents=True)
    (folder / "optimizers.py").write_text(SPINS)
    with start(tmp_path) as run:
        while not (started := _with_a_busy_child(run.pid)) and run.poll() is None:
            time.sleep(0.01)
        run.kill()
    assert started
    assert gone(started, seconds=5)


def _with_a_busy_child(pid):
    """All processes of a run once a child of its warm process runs the submission; else none."""
    started = descendants(pid)
    warm = [one for one in started if KINDS["warm"] in command_of(one)]
    return started if len(warm) > 1 and seconds_of(max(warm)) > 1 else {}


@pytest.mark.slow
@pytest.mark.parametrize("number", range(MOMENTS))
@pytest.mark.parametrize("kind", KINDS)
def test_a_process_killed_at_any_moment_changes_no_report(tmp_path, undisturbed, kind, number):
    moment = random.Random(f"{kind} {number}").random() * undisturbed.seconds
    assert any(
        disturbed(
            prepared(tmp_path / str(earlier), undisturbed), undisturbed, kind, moment / earlier
        )
        for earlier in (1, 2, 4)
    )


@pytest.mark.slow
def test_a_machine_that_stalls_as_one_that_swaps_changes_no_report(place, undisturbed):
    """Every other third of a second no process of the run goes on."""
    with start(place) as run:
        while run.poll() is None:
            stopped = descendants(run.pid)  # To go on even where the run has ended meanwhile.
            for sign in (signal.SIGSTOP, signal.SIGCONT):
                for pid in stopped:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, sign)
                time.sleep(0.3)
        assert (run.returncode, run.stderr.read().count("lrgrade:")) == (0, 0)
    assert reports_in(place / "results") == undisturbed.reports


JUMPS = """
import itertools, time
jumps, true = itertools.cycle((86400.0, -86400.0, 0.0)), time.time
time.time = lambda: true() + next(jumps)
"""


def test_a_clock_that_jumps_by_a_day_changes_no_report(place, undisturbed):
    """The clock of the command and of its workers: ahead, behind and right, one look after another."""
    (place / "sitecustomize.py").write_text(JUMPS)
    run = run_in(place, *arguments(), PYTHONPATH=str(place))
    assert run.returncode == 0, run.stderr
    assert reports_in(place / "results") == undisturbed.reports


def test_a_clock_that_jumps_is_asked_by_nobody_who_grades():
    """Limits and times come from a clock that only goes forward."""
    for name in ("sandbox", "child", "judge", "intake"):
        for path in (course.GRADERS / name).glob("**/*.py"):
            assert not re.search(r"time\.time\(|datetime", path.read_text(encoding="utf-8")), path
    for name in ("grade", "record", "store", "results", "workers", "cli/class_run", "cli/progress"):
        text = (course.GRADERS / f"{name}.py").read_text(encoding="utf-8")
        assert not re.search(r"time\.time\(|datetime", text), name


def _may_mount():
    run = subprocess.run(
        ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
    )
    return run.returncode == 0


mounting = pytest.mark.skipif(
    sys.platform != "linux" or not _may_mount(), reason="needs the right to mount a small disk"
)


def on_a_disk(place, options, script):
    """Run a shell script in which `results` is a disk of its own, and `$GRADE` grades the class."""
    (place / "results").mkdir()
    lines = f"mount -t tmpfs -o {options} tmpfs results || exit 99\n{script}"
    return subprocess.run(
        ["unshare", "-m", "sh", "-c", lines],
        cwd=place,
        env={**os.environ, "GRADE": shlex.join([*COMMAND, *arguments()])},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@mounting
def test_a_read_only_folder_is_one_sentence_before_anything_is_run(undisturbed, place):
    run = on_a_disk(place, "ro", 'eval "$GRADE"')
    assert run.returncode == 2
    (sentence,) = run.stderr.splitlines()
    assert sentence.startswith("lrgrade: results")
    assert "cannot be written: Read-only file system" in sentence


@pytest.mark.slow
@mounting
@pytest.mark.parametrize("size", ["8k", "60k", "150k"])
def test_a_full_disk_is_one_sentence_and_resume_finishes_on_a_larger_one(undisturbed, place, size):
    """A disk so small that not even run.json fits, or some recordings, or some reports."""
    script = """
        eval "$GRADE"; echo "first: $?" >&2
        cp -r results first
        mount -o remount,size=50m results
        eval "$GRADE --resume"; echo "second: $?" >&2
        cp -r results second
    """
    run = on_a_disk(place, f"size={size}", script)
    first, _, second = run.stderr.partition("first: ")
    assert second.splitlines()[0] in ("2", "3"), run.stderr
    said = [line for line in first.splitlines() if line.startswith("lrgrade:")]
    assert len(said) == 1, run.stderr
    assert "No space left on device" in said[0]
    assert "Traceback" not in run.stderr
    assert "second: 0" in second, run.stderr
    first = reports_in(place / "first")
    assert first == {name: undisturbed.reports[name] for name in first}
    assert reports_in(place / "second") == undisturbed.reports
