"""Runs nbgrader's `autograde` in this process, with this folder's nbgrader_config.py."""

from collections.abc import Sequence
from pathlib import Path

from nbgrader.apps import AutogradeApp
from nbgrader.converters.base import NbGraderException

from graders.integrations.nbgrader.autograde import Autograde, NothingToGrade, Progress
from graders.integrations.nbgrader.use import use


def autograde(
    assignment: str,
    progress: Progress,
    *,
    student: str | None = None,
    force: bool = False,
    workers: int = 0,
    layers: Sequence[str] = (),
    roster: Path | None = None,
    names: Path | None = None,
    keep: int | None = None,
) -> int:
    """Grade `assignment` in the course of the present folder; returns the exit code.

    0 everyone is graded, 1 some are not, 2 nothing could be. `layers` are the sandbox layers
    without which no submission is run.
    """
    use()
    app = AutogradeApp()
    app.initialize(["--log-level=WARN"])
    app.coursedir.root = str(Path.cwd())
    app.coursedir.assignment_id = assignment
    converter = Autograde(coursedir=app.coursedir, parent=app)
    # Set on the object and not by the command line, where an id would be read as a pattern.
    converter.student, converter.force = student, force
    converter.workers = workers
    converter.without_sandbox, converter.require_sandbox = True, list(layers)
    converter.progress, converter.keep = progress, keep
    converter.roster, converter.map = str(roster or ""), str(names or "")
    try:
        converter.start()
    except NothingToGrade:
        return 2
    except NbGraderException:
        return 1
    return 0
