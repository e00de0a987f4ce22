"""From the start of a job to its result, for a pull request of one file; `make bench` runs it.

The job's environment is installed (a warm cache). Beside it, turn by turn: a Python that imports
TensorFlow, and the time that the probes themselves take. The figure to reach is twice their sum.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from graders.sandbox.settings import ENVIRONMENT

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
WHO = {
    f"GIT_{role}_{what}": "x@y" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}


def main() -> None:
    for slug in ("stability", "schedules"):
        with tempfile.TemporaryDirectory() as folder:
            repository = _pull_request(Path(folder), slug)
            turns = [_turn(repository) for _ in range(ROUNDS + 1)][1:]
        job, imported, probes = (statistics.median(column) for column in zip(*turns, strict=True))
        ratio = statistics.median(whole / (alone + own) for whole, alone, own in turns)
        print(
            f"{slug}, one file: {job:.1f} s from start to result; importing TensorFlow "
            f"{imported:.1f} s, the probes {probes:.1f} s: {ratio:.2f} times (at most 2)"
        )


def _pull_request(folder: Path, slug: str) -> Path:
    """A course's repository at `base`, and `head` with the solution handed in."""
    own = folder / "submitted" / "ada" / slug / f"{slug}.py"
    _git(folder, "init", "-q", "-b", "base")
    _git(folder, "commit", "-q", "--allow-empty", "-m", "x")
    _git(folder, "checkout", "-q", "-b", "head")
    own.parent.mkdir(parents=True)
    own.write_bytes((ROOT / "solutions" / slug / f"{slug}.py").read_bytes())
    _git(folder, "add", "-A")
    _git(folder, "commit", "-q", "-m", "x")
    _git(folder, "checkout", "-q", "base")
    return folder


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], env=os.environ | WHO, check=True)


def _turn(repository: Path) -> tuple[float, float, float]:
    """Wall seconds of the job and of a bare import, and processor seconds of the probes."""
    command = [sys.executable, "-c", "from graders.cli import main; main()", "ci"]
    words = ["--base", "base", "--head", "head", "--student", "ada", "--out", "results"]
    began = time.perf_counter()
    subprocess.run([*command, *words], cwd=repository, check=True, capture_output=True)
    job = time.perf_counter() - began
    (report,) = json.loads((repository / "results" / "reports.json").read_text(encoding="utf-8"))
    began = time.perf_counter()
    bare = [sys.executable, "-c", "import tensorflow, keras"]
    subprocess.run(bare, env=os.environ | ENVIRONMENT, check=True, capture_output=True)
    imported = time.perf_counter() - began
    own = sum(took for part, took in report["timing"].items() if part.startswith("task "))
    return job, imported, own


if __name__ == "__main__":
    main()
