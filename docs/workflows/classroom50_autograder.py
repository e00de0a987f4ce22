"""Grades one submission for classroom50: put it into the class as `autograder.py`.

classroom50's runner starts it in the student's checkout and reads `result.json`. It installs
the repository that students get, without hidden checks: anybody may read a class's bundle.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

GRADER = "git+https://github.com/OWNER/REPOSITORY@0000000000000000000000000000000000000000"


def main() -> None:
    """Write `result.json`, or end with an error, for which the runner gives no points away."""
    if shutil.which("lrgrade") is None:
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", GRADER], check=True)
    slug = os.environ["ASSIGNMENT"]
    handed_in = Path("assignments", slug)
    with tempfile.TemporaryDirectory() as folder:
        run, written = Path(folder, "run"), Path(folder, "written")
        words = ["--assignment", slug, "--workers", "1", "--out", str(run)]
        subprocess.run(["lrgrade", "grade", str(handed_in), *words], check=True)
        subprocess.run(
            ["lrgrade", "export", str(run), "classroom50", "--out", str(written)], check=True
        )
        (result,) = written.glob("*/*.json")
        shutil.copy(result, "result.json")


if __name__ == "__main__":
    main()
