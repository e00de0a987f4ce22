"""The whole job of `grade-pull-requests.yml`, its own lines run as a runner runs them. Slow.

A bare repository stands for GitHub (git is told to go there for its address), the base is a fresh
clone, the grader is installed into a clean virtual environment, and each pull request has an event
file and files for the environment, the summary and the outputs.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from graders import course, rubrics

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the job runs on Linux"),
]

ROOT = course.root()
WORKFLOW = ROOT / "docs" / "workflows" / "grade-pull-requests.yml"
EXAMPLES = rubrics.load("optimizers").folder / "examples"
RIGHT = (EXAMPLES / "accepted" / "match_statement.py").read_text(encoding="utf-8")
WRONG = (EXAMPLES / "wrong" / "adam_for_adamw.py").read_text(encoding="utf-8")
NOTEBOOK = (ROOT / "assignments/optimizers/optimizers.ipynb").read_text(encoding="utf-8")
OWN = "submitted/ada/optimizers/optimizers.py"
EVIL = "open('/tmp/pwned', 'w').write('x'); raise SystemExit"
WHO = {
    f"GIT_{role}_{what}": "x@y" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}


def git(folder, *words):
    done = subprocess.run(["git", "-C", str(folder), *words], env=os.environ | WHO, check=True,
                          capture_output=True, text=True)  # fmt: skip
    return done.stdout.strip()


def steps():
    """The workflow's own lines, by the name of their step."""
    jobs = YAML(typ="safe").load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    return {step["name"]: step["run"] for step in jobs["grade"]["steps"] if "run" in step}


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """The course's repository at the host, and the environment that the job installed."""
    folder = tmp_path_factory.mktemp("hub")
    git(ROOT, "clone", "-q", "--bare", str(ROOT), str(folder / "class/course"))
    work = folder / "work"
    git(folder, "clone", "-q", str(folder / "class/course"), str(work))
    base = git(work, "rev-parse", "HEAD")
    git(folder / "class/course", "update-ref", "refs/heads/base", base)
    venv.create(folder / "environment", with_pip=True)
    checkout = folder / "install"
    git(folder, "clone", "-q", str(folder / "class/course"), str(checkout))
    job(folder, checkout, {}, "Install the grader")
    return folder


def job(hub, checkout, variables, *names):
    """Run these steps of the workflow in `checkout`, with the runner's variables."""
    kept = ("LANG", "PIP_INDEX_URL", "PIP_CONFIG_FILE", "HOME")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {
        "PATH": f"{hub / 'environment/bin'}:/usr/bin:/bin",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{hub}/.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://github.com/",
        **variables,
    }
    done = None
    for name in names:
        done = subprocess.run(["bash", "-e", "-c", steps()[name]], cwd=checkout, env=environment,
                              capture_output=True, text=True, timeout=600)  # fmt: skip
        if done.returncode:
            break
    return done


def pull_request(hub, number, change):
    """A pull request of ada's: what `change` does to a clone of the base, at the host's own ref."""
    work = hub / f"fork{number}"
    git(hub, "clone", "-q", "-b", "base", str(hub / "class/course"), str(work))
    change(work)
    git(work, "add", "-A", "-f")
    git(work, "commit", "-qm", "x", "--allow-empty")
    git(work, "push", "-q", "origin", f"HEAD:refs/pull/{number}/head")
    base, head = git(work, "rev-parse", "origin/base"), git(work, "rev-parse", "HEAD")
    told = {"base": {"sha": base}, "head": {"sha": head}, "user": {"login": "ada"}}
    return {"pull_request": {"number": number, **told}}


def graded(hub, number, change):
    """What the job does with it: (exit code, log, summary, reports)."""
    event = pull_request(hub, number, change)
    place = hub / f"run{number}"
    place.mkdir()
    checkout = place / "checkout"
    git(hub, "clone", "-q", "-b", "base", str(hub / "class/course"), str(checkout))
    (place / "event.json").write_text(json.dumps(event))
    for name in ("summary", "env", "output"):
        (place / name).write_text("")
    variables = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_EVENT_NAME": "pull_request_target",
        "GITHUB_EVENT_PATH": str(place / "event.json"),
        "GITHUB_STEP_SUMMARY": str(place / "summary"),
        "GITHUB_ENV": str(place / "env"),
        "GITHUB_OUTPUT": str(place / "output"),
        "RUNNER_TEMP": str(place),
        "NUMBER": str(number),
        "TOKEN": "t",
        "REPOSITORY": "class/course",
    }
    done = job(hub, checkout, variables, "Fetch the pull request, as data", "Grade")
    assert not Path("/tmp/pwned").exists()
    assert (place / "env").read_text() == (place / "output").read_text() == ""
    assert git(checkout, "status", "--porcelain") == ""
    reports = place / "results" / "reports.json"
    told = json.loads(reports.read_text()) if reports.is_file() else []
    return done, (place / "summary").read_text(), told


def bringing(files, links=()):
    def change(work):
        for name, text in files.items():
            path = work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for name, target in links:
            path = work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            path.symlink_to(target)

    return change


def a_submodule(work):
    bringing({OWN: RIGHT})(work)
    git(work, "add", "-A", "-f")
    git(work, "update-index", "--add", "--cacheinfo",
        f"160000,{git(work, 'rev-parse', 'HEAD')},submitted/ada/schedules")  # fmt: skip
    # What `git add -A` would take out of the index again.
    (work / "submitted/ada/schedules").mkdir()


def nothing_but_a_deletion(work):
    shutil.rmtree(work / "graders")


CASES = {
    "an honest script": (bringing({OWN: RIGHT}), "8 of 8", ""),
    "an honest notebook": (
        bringing({"submitted/ada/optimizers/optimizers.ipynb": NOTEBOOK}), "0 of 8", "",
    ),
    "a wrong script": (bringing({OWN: WRONG}), " of 8", "Known mistake"),
    "two assignments": (
        bringing({OWN: RIGHT, "submitted/ada/stability/stability.py": "x = 1\n"}), "8 of 8",
        "stability",
    ),
    "another grader": (
        bringing({OWN: WRONG, "graders/grade.py": EVIL, "graders/cli/ci.py": EVIL,
                  "graders/rubrics/optimizers/checks.py": EVIL}),
        " of 8", "the course&#39;s own file was used",
    ),
    "another workflow": (
        bringing({OWN: RIGHT, ".github/workflows/grade.yml": "on: push\n"}), "8 of 8",
        ".github/workflows/grade",
    ),
    "the solution and its settings": (
        bringing({OWN: WRONG, "solutions/optimizers/optimizers.py": EVIL,
                  "course.toml": "[pull_requests]\nhidden = 'full'\n", "pyproject.toml": "x"}),
        " of 8", "course&#46;toml",
    ),
    "another student's folder": (
        bringing({OWN: RIGHT, "submitted/ben/optimizers/optimizers.py": WRONG}), "8 of 8",
        "another student",
    ),
    "files that Python and pytest look for": (
        bringing({OWN: RIGHT} | {
            f"{place}{name}": EVIL
            for place in ("", "submitted/ada/", "submitted/ada/optimizers/")
            for name in ("conftest.py", "pytest.ini", "sitecustomize.py", "numpy.py", "x.pth")
        }),
        "8 of 8", "sitecustomize",
    ),
    "links": (
        bringing({}, [(OWN, "/etc/passwd"), ("submitted/ada/stability/stability.py",
                                             "../../../solutions/stability/stability.py")]),
        "No submission", "never followed",
    ),
    "a submodule": (a_submodule, "8 of 8", "submitted/ada/schedules"),
    "no grader any more": (
        nothing_but_a_deletion, "No submission", "own file was used",
    ),
    "commands and markup": (
        bringing({OWN: RIGHT + "\nprint('::error::pwned')\nprint('<img src=x onerror=alert(1)>')\n"}),
        "8 of 8", "",
    ),
    "a file that is no Python": (bringing({OWN: "def make_optimizer(:\n"}), "not graded", "invalid syntax"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_pull_request_is_graded_by_the_base_s_own_grader(hub, name):
    change, score, says = CASES[name]
    done, page, reports = graded(hub, list(CASES).index(name) + 1, change)
    assert done.returncode == 0, done.stdout + done.stderr
    shown = page.replace("&#46;", ".")
    assert score in shown, page
    assert says.replace("&#46;", ".") in shown, page
    commands = [line for line in done.stdout.splitlines() if line.startswith("::error")]
    assert not any("pwned" in line for line in commands)
    assert "<img" not in re.sub(r"(`{3,})text\n.*?\n\1\n", "", page, flags=re.DOTALL)
    for report in reports:
        assert report["submission"]["student"] == "ada"
        assert report["environment"].get("sandbox", {}).get("network", "on") == "on"
