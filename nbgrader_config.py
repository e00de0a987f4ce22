"""This course's settings for nbgrader: see "With nbgrader" in docs/instructors.md."""

from pathlib import Path

from graders.integrations.nbgrader.scripts_path import with_alembic

with_alembic()

c = get_config()  # noqa: F821 - nbgrader's loader gives it

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "build/release"
# The solution's script and the quiz's key stay here, in whatever is released, graded or fed back.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    "*.py",
    "*.toml",
]

c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.LockCells",
    "graders.integrations.nbgrader.clear_answers.ClearAnswers",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
