"""This course's settings for nbgrader: see "With nbgrader" in docs/instructors.md."""

from pathlib import Path

from graders.integrations.nbgrader.use import use

use()

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

# No cell of a student is run: our marks are saved, and the outputs say why. The cells' metadata is
# the source notebook's, and nbgrader has checked it just before.
c.Autograde.autograde_preprocessors = [
    "graders.integrations.nbgrader.save_marks.SaveMarks",
    "nbgrader.preprocessors.AssignLatePenalties",
]

# Executed notebooks with plots, in executed/, run in a sandboxed kernel after `lrgrade kernel`:
# c.Autograde.post_convert_hook = "graders.integrations.kernel.executed.keep_executed"

c.GenerateFeedback.exporter_class = "graders.integrations.nbgrader.feedback.FeedbackExporter"
c.ExportApp.plugin_class = "graders.integrations.nbgrader.export.SafeCsv"

# One student's damaged file or missing secret stops nobody else.
c.ExchangeFactory.collect = "graders.integrations.nbgrader.collect.Collect"
c.ExchangeFactory.release_feedback = (
    "graders.integrations.nbgrader.release_feedback.ReleaseFeedback"
)
c.ExchangeFactory.fetch_feedback = "graders.integrations.nbgrader.fetch_feedback.FetchFeedback"

# Moodle's, Canvas's and Blackboard's file names; a `named_regexp` of your own comes before that.
c.ZipCollectApp.collector_plugin = "graders.integrations.nbgrader.zip_collect.Downloads"
