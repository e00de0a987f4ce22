"""`lrgrade ci` on real repositories: honest pull requests, and those that try something."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graders import rubrics

EXAMPLES = rubrics.load("optimizers").folder / "examples"
RIGHT = (EXAMPLES / "accepted" / "match_statement.py").read_text(encoding="utf-8")
WRONG = (EXAMPLES / "wrong" / "adam_for_adamw.py").read_text(encoding="utf-8")


class Course:
    """A course's repository, and a branch with what a student brings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "-q", "-b", "main")
        self.write({"README.md": "A course.\n", "submitted/ben/optimizers/optimizers.py": RIGHT})
        self.commit()

    def git(self, *words: str) -> str:
        who = {
            f"GIT_{role}_{what}": "x@y"
            for role in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        }
        done = subprocess.run(["git", "-C", self.folder, *words], env={**os.environ, **who},
                              capture_output=True, text=True, check=True)  # fmt: skip
        return done.stdout.strip()

    def write(self, files):
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def commit(self):
        self.git("add", "-A")
        self.git("commit", "-qm", "x")
        return self.git("rev-parse", "HEAD")

    def pull_request(self, files, links=(), **event):
        """Commit `files` on a branch; base is checked out again. Returns the event."""
        base = self.git("rev-parse", "main")
        self.git("checkout", "-qb", "brought")
        self.write(files)
        for name, target in links:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).symlink_to(target)
        head = self.commit()
        self.git("checkout", "-q", "main")
        told = {"base": {"sha": base}, "head": {"sha": head}, "user": {"login": "ada"}}
        return {"pull_request": {**told, **event}}

    def grade(self, event, *words, github=True):
        """Run the command as a runner does: (exit code, standard output, step summary, reports)."""
        beside = self.folder.parent
        (beside / "event.json").write_text(json.dumps(event))
        page = beside / "summary.md"
        page.write_text("")
        given = {"GITHUB_EVENT_PATH": str(beside / "event.json"), "GITHUB_STEP_SUMMARY": str(page)}
        outside = {k: v for k, v in os.environ.items() if not k.startswith("GITHUB_")}
        environment = outside | given | ({"GITHUB_ACTIONS": "true"} if github else {})
        code = "from graders.cli import main; main()"
        done = subprocess.run([sys.executable, "-c", code, "ci", "--out", beside / "out", *words],
                              cwd=self.folder, env=environment, capture_output=True, text=True)  # fmt: skip
        reports = beside / "out" / "reports.json"
        told = json.loads(reports.read_text()) if reports.is_file() else None
        return done, page.read_text(), told


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path / "course")


OWN = "submitted/ada/optimizers/optimizers.py"


def test_an_honest_submission_is_graded_and_marked_at_its_own_lines(course):
    event = course.pull_request({OWN: WRONG})
    done, page, (report,) = course.grade(event, "--fail-under", "100")
    assert done.returncode == 1, done.stderr
    assert (report["submission"]["student"], report["submission"]["path"]) == ("ada", OWN)
    line = WRONG.splitlines().index("def make_optimizer(name, learning_rate):") + 1
    marks = [text for text in done.stdout.splitlines() if text.startswith("::error")]
    assert any(f"file={OWN}" in mark and f"line={line}::" in mark for mark in marks)
    assert "visible score" in page
    assert "hidden" in page
    verdicts = {check["verdict"] for task in report["tasks"] for check in task["checks"]
                if check["visibility"] == "hidden"}  # fmt: skip
    assert verdicts == {"not_run"}
    assert course.grade(event, "--fail-under", "10")[0].returncode == 0


def test_what_is_not_the_author_s_own_submission_is_named_and_not_used(course):
    tricks = {
        "submitted/ben/optimizers/optimizers.py": WRONG,
        "graders/rubrics/optimizers/checks.py": "raise SystemExit",
        "solutions/optimizers/optimizers.py": "x = 1",
        ".github/workflows/grade.yml": "on: push",
        "course.toml": "[pull_requests]\nhidden = 'full'\n",
        "conftest.py": "raise SystemExit",
        "submitted/ada/conftest.py": "raise SystemExit",
        "submitted/ada/optimizers/numpy.py": "raise SystemExit",
        "submitted/ada/optimizers/sitecustomize.py": "raise SystemExit",
        "submitted/ada/optimizers/x.pth": "import os",
        "submitted/ada/optimizers/pytest.ini": "[pytest]",
        "submitted/ada/optimizers/deep/optimizers.py": WRONG,
    }
    linked = ("submitted/ada/optimizers/optimizers.ipynb", "/etc/passwd")
    event = course.pull_request({OWN: RIGHT, **tricks}, [linked])
    done, page, (report,) = course.grade(event)
    assert done.returncode == 0, done.stderr
    assert {check["verdict"] for task in report["tasks"] for check in task["checks"]} == {
        "pass",
        "not_run",
    }
    said = [line for line in done.stdout.splitlines() if line.startswith("not used: ")]
    assert len(said) == len(tricks) + 1
    assert "a link, which is never followed" in page
    assert "another student" in page
    assert (course.folder / "submitted/ben/optimizers/optimizers.py").read_text() == RIGHT
    assert not (course.folder / "conftest.py").exists()


def test_a_submodule_is_named_and_never_fetched(course):
    base = course.git("rev-parse", "main")
    course.git("checkout", "-qb", "brought")
    course.git("update-index", "--add", "--cacheinfo", f"160000,{base},submitted/ada/optimizers")
    course.git("commit", "-qm", "x")
    event = {
        "base": {"sha": base},
        "head": {"sha": course.git("rev-parse", "HEAD")},
        "user": {"login": "ada"},
    }
    course.git("checkout", "-q", "main")
    done, page, reports = course.grade({"pull_request": event})
    assert (done.returncode, reports) == (0, [])
    assert "another repository, which is never fetched" in page
    assert "No submission in this pull request" in page


def test_student_text_is_no_command_no_markdown_and_no_html(course):
    nasty = "::error::|<b>*x*@y` ##[error]"
    code = 'raise_it = """\n::error::injected\n##[group]x\n"""\n\ndef make_optimizer(name, learning_rate):\n    print("::set-output name=a::b")\n    raise ValueError("\\n::error::injected\\n```\\n<script>alert(1)</script>\\n# big\\n##[error]")\n'
    event = course.pull_request({OWN: code, f"submitted/ada/{nasty}.py": "x = 1"})
    done, page, _ = course.grade(event)
    assert done.returncode == 0, done.stderr
    begin, *inside = done.stdout.split("\n")
    token = begin.removeprefix("::stop-commands::")
    assert len(token) == 32
    end = inside.index(f"::{token}::")
    assert all(line.startswith("::error file=") for line in inside[end + 1 :] if line)
    outside = re.sub(r"^(`{3,})text\n.*?\n\1\n", "", page, flags=re.MULTILINE | re.DOTALL)
    assert "<" not in outside
    assert "`" not in outside
    assert "&#60;b&#62;" in outside


@pytest.mark.parametrize(
    ("settings", "hidden_words", "verdicts"),
    [
        ("hidden = 'never'", False, set()),
        ("hidden = 'count'", True, {"not_run"}),
        ("full_from = 2020-01-31", True, {"pass"}),
        ("hidden = 'count'\nfull_from = 2999-01-31", True, {"not_run"}),
    ],
)
def test_the_course_says_what_is_shown_of_hidden_checks(course, settings, hidden_words, verdicts):
    course.write({"course.toml": f"[pull_requests]\n{settings}\n"})
    course.commit()
    wrong_somewhere = RIGHT.replace("raise ValueError", "raise KeyError", 1)
    done, page, (report,) = course.grade(course.pull_request({OWN: wrong_somewhere}))
    assert done.returncode == 0, done.stderr
    found = {check["verdict"] for task in report["tasks"] for check in task["checks"]
             if check["visibility"] == "hidden"}  # fmt: skip
    assert found == verdicts
    assert (", 1 hidden" in page or "hidden check" in page or verdicts == {"pass"}) is hidden_words


def test_a_student_s_own_repository_is_graded_from_a_push(course):
    course.write({"course.toml": "[pull_requests]\nfolder = ''\n"})
    course.commit()
    told = course.pull_request({"optimizers/optimizers.py": RIGHT})["pull_request"]
    push = {"before": told["base"]["sha"], "after": told["head"]["sha"]}
    done, _, (report,) = course.grade(push, "--student", "ada", github=False)
    assert done.returncode == 0, done.stderr
    assert report["submission"]["path"] == "optimizers/optimizers.py"
    assert "::" not in done.stdout


@pytest.mark.parametrize(
    ("event", "words", "says"),
    [
        ({"before": "0" * 40, "after": "main"}, (), "say --base, --student"),
        ({"pull_request": {"base": 3}}, (), "cannot be used"),
        (
            {},
            ("--base", "main", "--head", "nowhere", "--student", "ada"),
            "Needed a single revision",
        ),
        (
            {},
            ("--base", "--upload-pack=x", "--head", "main", "--student", "ada"),
            "Needed a single",
        ),
    ],
)
def test_what_cannot_be_used_is_one_sentence(course, event, words, says):
    done, _, _ = course.grade(event, *words)
    assert done.returncode == 2, done.stdout
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("text", ["[pull_requests]\nhide = 3\n", "[pull_requests]\nhidden = 'no'\n", "x = [", "[pull_requests]\nfolder = '../..'\n", "[pull_requests]\nfull_from = 3\n"])  # fmt: skip
def test_settings_that_cannot_be_used_say_why(course, text):
    course.write({"course.toml": text})
    course.commit()
    done, _, _ = course.grade(course.pull_request({OWN: RIGHT}))
    assert done.returncode == 2
    assert "course.toml" in done.stderr
