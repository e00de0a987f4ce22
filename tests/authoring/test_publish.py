"""The published files: what a student gets, the same in script and notebook, and nothing else."""

import ast
import json
import shutil

import jupytext
import nbformat
import pytest

from graders import course, rubrics
from graders.authoring.cell_points import cell_points
from graders.authoring.publish import PublishError, publish, stale

HERE = course.root()
SLUGS = rubrics.slugs()
WITH_QUIZ = [slug for slug in SLUGS if rubrics.load(slug).quiz]


@pytest.fixture
def root(tmp_path):
    """A course that holds the sources of every assignment and nothing published."""
    for slug in SLUGS:
        folder = tmp_path / "solutions" / slug
        folder.mkdir(parents=True)
        for name in (f"{slug}.py", "quiz.toml") if slug in WITH_QUIZ else (f"{slug}.py",):
            shutil.copy(HERE / "solutions" / slug / name, folder / name)
    return tmp_path


def change(root, name, old, new):
    path = root / "solutions" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def student_files(root, slug):
    publish(slug, root)
    folder = root / "assignments" / slug
    return (folder / f"{slug}.py").read_text("utf-8"), (folder / f"{slug}.ipynb").read_text("utf-8")


def sources(cells):
    return [(cell.cell_type, cell.source) for cell in cells]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_course_is_published_as_its_sources_say(slug):
    assert stale(slug, HERE) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_the_students_script_is_python_without_a_solution(root, slug):
    script, _ = student_files(root, slug)
    assert "SOLUTION" not in script
    defined = {
        node.name: ast.unparse(node) for node in ast.parse(script).body if hasattr(node, "name")
    }
    for task in rubrics.load(slug).task_names:
        assert "raise NotImplementedError()" in defined[task]


@pytest.mark.parametrize("slug", SLUGS)
def test_script_and_notebook_hold_the_same_cells(root, slug):
    script, notebook = student_files(root, slug)
    cells = nbformat.reads(notebook, as_version=4).cells
    assert sources(cells) == sources(jupytext.reads(script, fmt="py:percent").cells)


@pytest.mark.parametrize("slug", WITH_QUIZ)
def test_the_students_quiz_is_unanswered_and_in_a_cell_of_its_own(root, slug):
    _, notebook = student_files(root, slug)
    (cell,) = [c for c in nbformat.reads(notebook, as_version=4).cells if c.id == "QUIZ"]
    questions = rubrics.load(slug).quiz
    assert ast.literal_eval(cell.source.removeprefix("QUIZ = ")) == {q.id: None for q in questions}


def test_the_explanation_is_an_empty_text_in_a_cell_of_its_own(root):
    _, notebook = student_files(root, "schedules")
    (cell,) = [c for c in nbformat.reads(notebook, as_version=4).cells if c.id == "EXPLANATIONS"]
    assert cell.source == 'EXPLANATIONS = {"set_up_scheduling": """"""}'


@pytest.mark.parametrize("slug", SLUGS)
def test_both_forms_carry_the_release_stamp(root, slug):
    script, notebook = student_files(root, slug)
    version = rubrics.load(slug).version
    assert f"# lrgrade: {slug} {version}" in script.splitlines()[:5]
    assert json.loads(notebook)["metadata"]["lrgrade"] == {"assignment": slug, "version": version}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_notebook_says_in_its_first_cell_what_made_it(root, slug):
    notebooks = [path for path in publish(slug, root) if path.suffix == ".ipynb"]
    assert len(notebooks) == 2
    for path in notebooks:
        first = nbformat.read(path, as_version=4).cells[0].source
        assert f"Made by `lrgrade publish` from `solutions/{slug}/{slug}.py`" in first


@pytest.mark.parametrize("slug", SLUGS)
def test_notebooks_are_valid_and_name_their_cells_after_the_tasks(root, slug):
    for path in publish(slug, root):
        if path.suffix == ".ipynb":
            notebook = nbformat.read(path, as_version=4)
            nbformat.validate(notebook)
            ids = [cell.id for cell in notebook.cells]
            assert len(set(ids)) == len(ids)
            assert set(rubrics.load(slug).task_names) < set(ids)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_cell_to_answer_carries_its_points_and_all_of_them_are_the_courses(root, slug):
    publish(slug, root)
    notebook = nbformat.read(root / "assignments" / slug / f"{slug}.ipynb", as_version=4)
    graded = {
        cell.id: cell.metadata.nbgrader["points"]
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    assert graded == pytest.approx(cell_points(rubrics.load(slug)))
    assert set(rubrics.load(slug).task_names) <= set(graded)


def test_the_points_of_the_cells_are_those_that_the_lesson_promises():
    points = cell_points(rubrics.load("optimizers"))
    assert points.pop("QUIZ") == pytest.approx(2.8)
    assert points == {"make_optimizer": 3, "fine_tuning_rate": 2, "current_lr": 2, "set_lr": 4}


def test_publishing_twice_writes_the_same_bytes(root):
    first = {path: path.read_bytes() for path in publish("schedules", root)}
    assert {path: path.read_bytes() for path in publish("schedules", root)} == first


def test_a_lessons_plots_are_handed_on_and_told_when_they_are_stale(root):
    plot = root / "solutions" / "schedules" / "images" / "rates.svg"
    plot.parent.mkdir()
    plot.write_text("<svg/>\n")
    publish("schedules", root)
    published = root / "assignments" / "schedules" / "images" / "rates.svg"
    assert published.read_text() == "<svg/>\n"
    plot.write_text("<svg><text>new</text></svg>\n")
    assert stale("schedules", root) == [published]


def test_stale_lists_what_is_absent_or_was_edited_and_writes_nothing(root):
    script, notebook, solution = publish("optimizers", root)
    script.write_text("edited by hand", encoding="utf-8")
    notebook.unlink()
    assert stale("optimizers", root) == [script, notebook]
    assert not notebook.exists()
    assert solution.exists()


SCHEDULES = "schedules/schedules.py"
QUIZ = "schedules/quiz.toml"


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (SCHEDULES, '"""\n}\n### END SOLUTION\n', '"""\n}\n', "never ends"),
        (SCHEDULES, "    ### BEGIN SOLUTION\n", "", "ends a solution that never began"),
        (SCHEDULES, "    ### END SOLUTION\n", "", "begins a solution inside that of line"),
        (SCHEDULES, "def cosine_to(", "def cosine_from(", "`cosine_to` is not defined"),
        (SCHEDULES, '"""How many optimizer steps one', '""How many', "not valid Python in line"),
        (SCHEDULES, '{"S4": None', '{"S4": "constant"', "the student's `QUIZ` is not"),
        (SCHEDULES, '"Q17": None', '"Q18": None', "the student's `QUIZ` is not"),
        (SCHEDULES, '{"set_up_scheduling": """"""}', '{"set_up": ""}', "`EXPLANATIONS` is not"),
        (SCHEDULES, "# # Changing", "# Changing", "it does not start with"),
        (SCHEDULES, "- `thirty_two`: 32", "- `thirty_two`: 33", "does not print Q10"),
        (SCHEDULES, "# - `thirty_one`: 31\n", "", "does not print Q10"),
        (SCHEDULES, "# ## Explanation", "# That counts images. A step is one batch.", "says why"),
        (QUIZ, "points = 0.4", "points = 0.5", "S4: it gives 0.5 points, rubric.toml 0.4"),
        (QUIZ, 'key = "thirty_two"', 'key = "32"', "Q10: its key '32' is none of its options"),
        (QUIZ, 'id = "smooth"', 'id = "curve"', "Q11: its options are ['curve', "),
        (QUIZ, "[Q12]", "[Q13]", "rubric.toml has ['S4', 'Q10', 'Q11', 'Q12', 'Q17']"),
        (QUIZ, 'why = "That is where the schedule starts."', "", "Q12: it needs a `question`"),
        (QUIZ, "[S4]", "[S4", "not valid TOML"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_remedy_and_nothing_is_written(root, name, old, new, sentence):
    change(root, name, old, new)
    with pytest.raises(PublishError) as error:
        publish("schedules", root)
    message = str(error.value)
    assert f"solutions/{name}: " in message
    assert sentence in message
    assert "then run `lrgrade publish schedules`." in message
    assert not (root / "assignments").exists()


def test_an_unmarked_solution_is_refused_in_three_lines(root):
    path = root / "solutions" / SCHEDULES
    head, tail = path.read_text(encoding="utf-8").split("def cosine_to(")
    tail = tail.replace("    ### BEGIN SOLUTION\n", "", 1).replace("    ### END SOLUTION\n", "", 1)
    path.write_text(f"{head}def cosine_to({tail}", encoding="utf-8")
    with pytest.raises(PublishError) as error:
        publish("schedules", root)
    assert str(error.value) == (
        "solutions/schedules/schedules.py: `cosine_to` has no `### BEGIN SOLUTION`.\n"
        "Without it the student's file would contain the answer.\n"
        "Mark the lines to remove, then run `lrgrade publish schedules`."
    )


def test_all_faults_are_listed_at_once(root):
    change(root, SCHEDULES, "def cosine_to(", "def cosine_from(")
    change(root, SCHEDULES, '{"S4": None', '{"S4": "constant"')
    change(root, QUIZ, 'key = "thirty_two"', 'key = "32"')
    with pytest.raises(PublishError) as error:
        stale("schedules", root)
    assert str(error.value).count("then run `lrgrade publish schedules`.") == 3


def test_an_absent_source_is_named(root):
    (root / "solutions" / QUIZ).unlink()
    with pytest.raises(PublishError, match=r"solutions/schedules/quiz.toml: there is no such file"):
        publish("schedules", root)


def test_an_assignment_without_questions_needs_no_quiz(root):
    assert "capstone" not in WITH_QUIZ
    publish("capstone", root)
    assert stale("capstone", root) == []


def test_an_unknown_assignment_is_refused(root):
    with pytest.raises(KeyError, match="no assignment is called 'sheep'"):
        publish("sheep", root)
