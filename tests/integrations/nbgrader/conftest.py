"""A course with nbgrader's settings in a folder of the test's own; commands run in this process."""

import json
import logging
import os
import shutil
import warnings
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest

pytest.importorskip("nbgrader")

from nbgrader import apps
from nbgrader.api import Gradebook

from graders import course, isolation, rubrics, workers
from graders.judge import explanations, quiz
from graders.judge.checks import nothing_judged
from graders.judge.scope import Scope
from graders.judge.unjudged import refused
from graders.report import Report
from graders.submission import Refusal

HERE = course.root()
COMMANDS = {
    "generate_assignment": apps.GenerateAssignmentApp,
    "autograde": apps.AutogradeApp,
    "generate_feedback": apps.GenerateFeedbackApp,
    "export": apps.ExportApp,
    "release_assignment": apps.ReleaseAssignmentApp,
    "list": apps.ListApp,
    "fetch_assignment": apps.FetchAssignmentApp,
    "submit": apps.SubmitApp,
    "collect": apps.CollectApp,
    "zip_collect": apps.ZipCollectApp,
    "release_feedback": apps.ReleaseFeedbackApp,
    "fetch_feedback": apps.FetchFeedbackApp,
    "validate": apps.ValidateApp,
}


class Course:
    """The folder of a course, and nbgrader's commands in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = ""

    def nbgrader(self, command: str, *arguments: str) -> int:
        """Run one command as its own process would; returns the exit code, keeps the log."""
        app = COMMANDS[command]()
        lines: list[str] = []
        handler = logging.Handler()
        handler.emit = lambda record: lines.append(record.getMessage())
        with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
            warnings.simplefilter("ignore")  # nbgrader's own
            patch.chdir(self.root)
            try:
                app.initialize([*arguments])
                app.log.addHandler(handler)
                app.start()
                code = 0
            except SystemExit as ending:
                code = int(ending.code or 0)
            finally:
                app.log.removeHandler(handler)
                self.log = "\n".join(lines)
        return code

    def hand_in(self, student: str, content: object, slug="optimizers", name=None) -> Path:
        """Put one file into submitted/: a notebook as a dict, or text."""
        folder = self.root / "submitted" / student / slug
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / (name or f"{slug}.ipynb")
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
        return path

    def gradebook(self):
        """nbgrader's gradebook, to be closed."""
        return Gradebook(f"sqlite:///{self.root / 'gradebook.db'}")

    def grades(self, student: str, slug="optimizers") -> dict[str, tuple[float | None, bool]]:
        """The score of each cell, and whether a person has to look."""
        with self.gradebook() as gradebook:
            kept = gradebook.find_submission_notebook(slug, slug, student)
            return {one.name: (one.score, one.needs_manual_grade) for one in kept.grades}

    def score(self, student: str, slug="optimizers") -> float:
        """All points of one student."""
        return sum(score for score, _ in self.grades(student, slug).values())

    def graded(self, student: str, slug="optimizers") -> dict:
        """The notebook in autograded/."""
        path = self.root / "autograded" / student / slug / f"{slug}.ipynb"
        return json.loads(path.read_text(encoding="utf-8"))

    def pages(self) -> list[Path]:
        """Every page of feedback."""
        return sorted((self.root / "feedback").rglob("*.html"))

    def copy(self, root: Path) -> "Course":
        """The same course, gradebook included, in another folder."""
        shutil.copytree(self.root, root)
        return Course(root)


@pytest.fixture(scope="session")
def _templates():
    """nbconvert's templates are found, in whichever environment they were installed."""
    name = "share/jupyter/nbconvert/templates/classic/conf.json"
    (file,) = [one for one in metadata.files("nbconvert") if one.as_posix().endswith(name)]
    jupyter = Path(file.locate()).resolve().parents[3]
    paths = filter(None, [str(jupyter), os.environ.get("JUPYTER_PATH")])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", os.pathsep.join(paths))
        yield


@pytest.fixture(scope="session")
def released(tmp_path_factory, _templates):
    """A course of which every assignment was released with `nbgrader generate_assignment`."""
    made = Course(tmp_path_factory.mktemp("nbgrader") / "course")
    made.root.mkdir()
    shutil.copy(HERE / "nbgrader_config.py", made.root)
    shutil.copytree(HERE / "solutions", made.root / "solutions")
    for slug in rubrics.slugs():
        assert made.nbgrader("generate_assignment", slug) == 0, made.log
    return made


RIGHT = "# right\n"
"""What the stand-in for the grader takes for a right answer to every task."""


def stand_in(items, settings, make_executor):
    """Reports without running code: all points for code with RIGHT in it, none for other code."""
    for place, item in enumerate(items):
        rubric = rubrics.load(item.assignment)
        scope = Scope(True)
        if isinstance(item, Refusal):
            yield place, refused(item, rubric, scope)
            continue
        tasks = nothing_judged(rubric, "fail", "seen 1, expected 2\nIt matters.", True)
        if RIGHT in item.whole:
            tasks = tuple(replace(task, checks=tuple(map(passed, task.checks))) for task in tasks)
        yield (
            place,
            Report(
                item.assignment,
                item.path,
                item.sha256,
                item.student,
                "graded",
                tasks,
                quiz.mark(rubric, item.quiz, scope.key(rubric.slug)),
                explanations.mark(rubric, item.explanations, scope.markers(rubric.slug)),
            ),
        )


def passed(check):
    return replace(check, verdict="pass", points=check.max_points, message="")


@pytest.fixture
def course(released, tmp_path, monkeypatch):
    """A released course nobody has handed anything in to; the grader is the stand-in."""
    monkeypatch.setattr(workers, "grade_class", stand_in)
    monkeypatch.setattr(isolation, "lacking", lambda layers: [])
    return released.copy(tmp_path / "course")
