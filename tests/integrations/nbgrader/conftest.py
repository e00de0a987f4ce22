"""A course with nbgrader's settings in a folder of the test's own; commands run in this process."""

import logging
import shutil
import warnings
from pathlib import Path

import pytest

pytest.importorskip("nbgrader")

from nbgrader import apps

from graders import course, rubrics

HERE = course.root()
COMMANDS = {
    "generate_assignment": apps.GenerateAssignmentApp,
    "autograde": apps.AutogradeApp,
    "generate_feedback": apps.GenerateFeedbackApp,
    "export": apps.ExportApp,
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

    def copy(self, root: Path) -> "Course":
        """The same course, gradebook included, in another folder."""
        shutil.copytree(self.root, root)
        return Course(root)


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """A course of which every assignment was released with `nbgrader generate_assignment`."""
    made = Course(tmp_path_factory.mktemp("nbgrader") / "course")
    made.root.mkdir()
    shutil.copy(HERE / "nbgrader_config.py", made.root)
    shutil.copytree(HERE / "solutions", made.root / "solutions")
    for slug in rubrics.slugs():
        assert made.nbgrader("generate_assignment", slug) == 0, made.log
    return made
