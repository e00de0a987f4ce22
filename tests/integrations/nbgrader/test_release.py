"""`nbgrader generate_assignment` releases what `lrgrade publish` publishes, and no answer."""

import nbformat
import pytest

from graders import rubrics
from graders.integrations.nbgrader.clear_answers import ClearAnswers

from .conftest import HERE

SLUGS = rubrics.slugs()
SCRIPT_CANARY = "canary_of_the_solution_script"
KEY_CANARY = "canary_of_the_quiz_key"


def cells(path):
    """Everything in a notebook's cells, but the checksum that only nbgrader writes."""
    found = nbformat.read(path, as_version=4).cells
    for cell in found:
        cell.metadata.get("nbgrader", {}).pop("checksum", None)
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_the_release_equals_the_published_notebook_cell_by_cell(released, slug):
    path = released.root / "build" / "release" / slug / f"{slug}.ipynb"
    assert cells(path) == cells(HERE / "assignments" / slug / f"{slug}.ipynb")


@pytest.mark.parametrize("slug", SLUGS)
def test_the_release_holds_the_notebook_and_plots_only(released, slug):
    folder = released.root / "build" / "release" / slug
    found = {path.suffix for path in folder.rglob("*") if path.is_file()}
    assert found <= {".ipynb", ".svg"}


def test_neither_the_solution_nor_the_quiz_key_is_released(released, tmp_path):
    course = released.copy(tmp_path / "course")
    folder = course.root / "solutions" / "optimizers"
    notebook = folder / "optimizers.ipynb"
    text = notebook.read_text("utf-8")
    assert text.count("### BEGIN SOLUTION\\n") == 5
    marked = text.replace("### BEGIN SOLUTION\\n", f"### BEGIN SOLUTION\\n{SCRIPT_CANARY} = 1\\n")
    notebook.write_text(marked, "utf-8")
    (folder / "optimizers.py").write_text(f"{SCRIPT_CANARY} = 1\n")
    (folder / "quiz.toml").write_text(f"# {KEY_CANARY}\n")
    assert course.nbgrader("generate_assignment", "optimizers", "--force") == 0, course.log
    released_files = [p for p in (course.root / "build").rglob("*") if p.is_file()]
    assert released_files
    for path in released_files:
        assert b"canary" not in path.read_bytes()


@pytest.mark.parametrize(
    ("source", "solution"),
    [("x = 1", True), ("### BEGIN SOLUTION\nx = 1\n### END SOLUTION", False)],
)
def test_an_answer_that_would_be_released_stops_the_release(source, solution):
    flags = {"schema_version": 3, "grade": False, "locked": False, "task": False}
    cell = nbformat.v4.new_code_cell(
        source, metadata={"nbgrader": {**flags, "solution": solution, "grade_id": "a"}}
    )
    with pytest.raises(RuntimeError, match="`lrgrade publish`"):
        ClearAnswers().preprocess(nbformat.v4.new_notebook(cells=[cell]), {})
