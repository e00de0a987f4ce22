"""Proves the course on every TensorFlow of `graders/support.py`: canaries, then `lrgrade verify`.

Each gets a virtual environment in build/versions, made by pip and kept for the next time. Run it
as `make test-versions`, or `python tests/versions/run.py 2.19.1` for one of them; it takes minutes.
"""

import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

from packaging.specifiers import SpecifierSet

from graders.support import TESTED, Tested

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def main(chosen: list[str]) -> int:
    unknown = set(chosen) - {versions.tensorflow for versions in TESTED}
    if unknown:
        print(f"{', '.join(sorted(unknown))}: not in graders/support.py")
        return 2
    wanted = [versions for versions in TESTED if not chosen or versions.tensorflow in chosen]
    broken = [versions for versions in wanted if not proves(versions)]
    print(f"{len(wanted) - len(broken)} of {len(wanted)} prove the course.")
    return 1 if broken else 0


def proves(versions: Tested) -> bool:
    print(f"TensorFlow {versions.tensorflow}, Keras {versions.keras}: {versions.where}", flush=True)
    scripts = installed(versions)
    canaries = [scripts / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    sound = told([*canaries, ROOT / "tests" / "canaries"]).returncode == 0
    run = told([scripts / "lrgrade", "verify"], stderr=subprocess.DEVNULL)
    faults = unexpected(run.stdout, versions.keras)
    for fault in faults:
        print(f"  not as on the newest: {fault}")
    finished = run.returncode in (0, 1) and "submissions graded" in run.stdout
    return sound and finished and not faults


def installed(versions: Tested) -> Path:
    """The scripts of a virtual environment with these versions and this project."""
    folder = ROOT / "build" / "versions" / f"tensorflow-{versions.tensorflow}"
    scripts = folder / SCRIPTS
    if not (scripts / "lrgrade").exists():
        venv.create(folder, with_pip=True, clear=True)
        pinned = [f"{name}=={getattr(versions, name)}" for name in ("tensorflow", "keras", "numpy")]
        pip = [scripts / "python", "-m", "pip", "install", "--quiet", "--editable", ROOT]
        subprocess.run([*map(str, pip), *pinned], check=True)
    return scripts


def told(command: list[str | Path], **more) -> subprocess.CompletedProcess:
    """Run a command, and print what it says as well as return it."""
    run = subprocess.run(
        list(map(str, command)), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False, **more
    )
    print(run.stdout, end="", flush=True)
    return run


def unexpected(said: str, keras: str) -> list[str]:
    """The faults that `verify` listed, but for the differences that are known for this Keras."""
    data = tomllib.loads((HERE / "known_differences.toml").read_text(encoding="utf-8"))
    known = [
        f"- {one['example']}: {one['task']} should be "
        for one in data["difference"]
        if SpecifierSet(one["keras"]).contains(keras)
    ]
    faults = [line for line in said.splitlines() if line.startswith("- ")]
    return [fault for fault in faults if not fault.startswith(tuple(known))]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
