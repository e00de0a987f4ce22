"""`nbgrader autograde` with our settings: marks, messages, and what nbgrader alone gets wrong.

No code is run: a stand-in makes the reports. A student with a broken file is always followed by a
good one, who must get all points.
"""

import json

import nbformat
import pytest

from graders.report import Report, ReportNote

from .notebooks import ALL, TASKS, cell, changed, good, published, set_source


def run(course, *arguments, slug="optimizers"):
    return course.nbgrader("autograde", slug, *arguments)


def test_marks_arrive_cell_by_cell_with_their_message(course):
    course.hand_in("ada", good())
    course.hand_in("bob", published())
    assert run(course) == 0, course.log
    assert course.grades("ada") == {
        "make_optimizer": (3.0, False),
        "fine_tuning_rate": (2.0, False),
        "current_lr": (2.0, False),
        "set_lr": (4.0, False),
        "QUIZ": (0.0, False),
    }
    assert course.score("bob") == 0
    (output,) = cell(course.graded("bob"), "set_lr")["outputs"]
    assert output["name"] == "stdout"
    text = "".join(output["text"])
    assert text.startswith("set_lr: 0 of 4 points\n")
    assert "seen 1, expected 2" in text
    assert "set_lr: 4 of 4" in "".join(cell(course.graded("ada"), "set_lr")["outputs"][0]["text"])


def test_the_quiz_is_a_cell_with_partial_credit(course):
    notebook = good()
    set_source(notebook, "QUIZ", 'QUIZ = {"S3": "optimizer", "Q6": "add"}')
    course.hand_in("ada", notebook)
    assert run(course) == 0, course.log
    assert course.grades("ada")["QUIZ"] == (pytest.approx(0.4), False)


def test_an_explanation_waits_for_a_person_with_a_proposal(course):
    course.hand_in(
        "ada", (course.root / "solutions/schedules/schedules.ipynb").read_text(), "schedules"
    )
    course.hand_in("bob", published("schedules"), "schedules")
    assert run(course, slug="schedules") == 0, course.log
    assert course.grades("ada", "schedules")["EXPLANATIONS"] == (4.0, True)
    assert course.grades("bob", "schedules")["EXPLANATIONS"] == (0.0, False)
    with course.gradebook() as gradebook:
        place = ("EXPLANATIONS", "schedules", "schedules")
        assert "a person decides" in gradebook.find_comment(*place, "ada").comment
        assert gradebook.find_comment(*place, "bob").comment is None


FAKED = [
    {"output_type": "stream", "name": "stderr", "text": "W tensorflow: noise\n"},
    {
        "output_type": "execute_result",
        "execution_count": 1,
        "metadata": {},
        "data": {"text/plain": "4.0"},
    },
]


@pytest.mark.parametrize("outputs", [FAKED, FAKED[::-1], FAKED[:1], FAKED[1:]])
def test_outputs_in_the_file_neither_cost_nor_earn_a_point(course, outputs):
    course.hand_in("ada", changed(lambda n: cell(n, "set_lr").update(outputs=outputs)))
    wrong = published()
    cell(wrong, "set_lr").update(outputs=outputs)
    course.hand_in("bob", wrong)
    assert run(course) == 0, course.log
    assert course.score("ada") == ALL
    assert course.score("bob") == 0


def twice(notebook):
    notebook["cells"].append(cell(notebook, "set_lr"))


def renamed(notebook):
    cell(notebook, "set_lr")["metadata"]["nbgrader"]["grade_id"] = "current_lr"


def retyped(notebook):
    cell(notebook, "text-3")["cell_type"] = "raw"
    cell(notebook, "text-5").update(cell_type="code", outputs=[], execution_count=None)


def one_deleted(notebook):
    notebook["cells"].remove(cell(notebook, "QUIZ"))


def two_deleted(notebook):
    one_deleted(notebook)
    notebook["cells"].remove(cell(notebook, "text-11"))


def reordered(notebook):
    notebook["cells"].reverse()


def without_metadata(notebook):
    for one in notebook["cells"]:
        one["metadata"] = {}


def with_changed_flags(notebook):
    data = cell(notebook, "set_lr")["metadata"]["nbgrader"]
    data.update(points=400, solution=False, locked=True, extra="key")


def of_an_old_schema(notebook):
    for one in notebook["cells"]:
        if one["metadata"]:
            one["metadata"]["nbgrader"]["schema_version"] = 1


def without_a_schema(notebook):
    for one in notebook["cells"]:
        if one["metadata"]:
            del one["metadata"]["nbgrader"]["schema_version"]


def with_nonsense_metadata(notebook):
    cell(notebook, "set_lr")["metadata"]["nbgrader"] = [1, 2]
    notebook["metadata"] = {"celltoolbar": 3}


def with_half_a_surrogate(notebook):
    notebook["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "\ud800"})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (twice, "`set_lr`: 2 cells have this id"),
        (renamed, "`set_lr`: it stands in a cell that has not this id"),
        (retyped, "`text-3`: the cell had become raw"),
        (one_deleted, "`QUIZ`: the cell was missing"),
        (two_deleted, "`text-11`: the cell was missing"),
        (reordered, "The cells were in another order"),
        (without_metadata, ""),
        (with_changed_flags, ""),
        (of_an_old_schema, ""),
        (without_a_schema, ""),
        (with_nonsense_metadata, "`set_lr`: it stands in a cell that has not this id"),
        (with_half_a_surrogate, ""),
    ],
)
def test_a_changed_notebook_is_put_right_and_loses_nothing(course, change, said):
    course.hand_in("ada", changed(change))
    course.hand_in("bob", good())
    assert run(course) == 0, course.log
    assert course.score("ada") == course.score("bob") == ALL
    assert said in course.log
    released = json.loads((course.root / "build/release/optimizers/optimizers.ipynb").read_text())
    wanted = [one["id"] for one in released["cells"] if one["metadata"]]
    kept = [one for one in course.graded("ada")["cells"] if one["metadata"]]
    assert [one["id"] for one in kept] == wanted
    assert "def set_lr" in "".join(cell(course.graded("ada"), "set_lr")["source"])
    assert cell(course.graded("ada"), "set_lr")["metadata"]["nbgrader"]["points"] == 4


@pytest.mark.parametrize(
    "text",
    ["not json", "", "{}", '{"cells": 3}', '{"nbformat": 4, "cells": [[]]}', "[" * 100_000, "\0"],
)
def test_a_file_that_is_no_notebook_is_reported_and_the_next_one_is_graded(course, text):
    course.hand_in("ada", text)
    course.hand_in("bob", good())
    assert run(course) == 0, course.log
    assert course.score("bob") == ALL
    assert set(course.grades("ada").values()) == {(0.0, True)}
    assert "Not graded: " in "".join(cell(course.graded("ada"), "set_lr")["outputs"][0]["text"])


def test_an_old_notebook_is_graded(course):
    old = nbformat.convert(nbformat.from_dict(good()), 3)
    course.hand_in("ada", nbformat.writes(old, version=3))
    course.hand_in("bob", good())
    assert run(course) == 0, course.log
    assert course.score("ada") == course.score("bob") == ALL


def test_a_lone_script_becomes_the_notebook(course):
    script = "".join(f"def {name}(*all):\n    # right\n    return 1\n\n\n" for name in TASKS)
    course.hand_in("ada", script, name="optimizers.py")
    course.hand_in("bob", good())
    assert run(course) == 0, course.log
    assert course.score("ada") == course.score("bob") == ALL
    assert "def set_lr" in json.dumps(course.graded("ada"))
    found = {path.name for path in (course.root / "autograded/ada").rglob("*") if path.is_file()}
    assert found == {"optimizers.ipynb"}


def test_an_empty_folder_is_reported_and_not_skipped(course):
    course.hand_in("ada", "nothing", name="notes.txt")
    course.hand_in("bob", good())
    assert run(course) == 0, course.log
    assert set(course.grades("ada").values()) == {(0.0, True)}
    assert course.score("bob") == ALL


@pytest.mark.parametrize("student", ["x[1]", "a*b", "a+b", "two\nlines", " led", "trailing "])
def test_an_id_that_nbgrader_cannot_carry_is_refused_by_name(course, student):
    course.hand_in(student, good())
    course.hand_in("zoe", good())
    assert run(course) == 1
    assert f"{student!r}: the folder's name" in course.log
    assert course.score("zoe") == ALL


@pytest.mark.parametrize("student", ["Zoë Ö", "o'brien", 'a"b', "=cmd", "@x", "a,b", "a{0}b", "-x"])
def test_an_unusual_id_works(course, student):
    course.hand_in(student, good())
    assert run(course) == 0, course.log
    assert course.score(student) == ALL


def test_a_student_who_is_not_there_is_an_error(course):
    course.hand_in("ada", good())
    assert run(course, "--student", "zed") == 1
    assert "nothing from 'zed'" in course.log


def test_an_unknown_assignment_is_an_error(course):
    assert run(course, slug="sheep") == 1
    assert "no assignment is called 'sheep'" in course.log


def test_a_fault_of_the_grader_gives_no_score_and_an_error(course, monkeypatch):
    from graders import workers

    grade_class = workers.grade_class

    def failing(items, *more):
        for place, report in grade_class(items, *more):
            if report.student == "ada":
                notes = (ReportNote("grader_error", "made up"),)
                report = Report("optimizers", "p", "0", "ada", "grader_error", notes=notes)
            yield place, report

    monkeypatch.setattr(workers, "grade_class", failing)
    course.hand_in("ada", good())
    course.hand_in("bob", good())
    assert run(course) == 1
    assert "'ada': made up" in course.log
    assert not (course.root / "autograded" / "ada").exists()
    assert course.score("bob") == ALL


def test_a_time_that_is_none_costs_nobody_anything(course):
    course.hand_in("ada", good())
    course.hand_in("ada", "yesterday", name="timestamp.txt")
    course.hand_in("bob", good())
    course.hand_in("bob", "2015-02-02 14:58:23.948203 UTC", name="timestamp.txt")
    assert run(course) == 0, course.log
    assert course.score("ada") == ALL
    with course.gradebook() as gradebook:
        assert gradebook.find_submission("optimizers", "ada").timestamp is None
        assert gradebook.find_submission("optimizers", "bob").timestamp.year == 2015


def test_nothing_in_submitted_is_changed(course):
    course.hand_in("ada", "not json")
    course.hand_in("bob", good())
    files = [path for path in (course.root / "submitted").rglob("*") if path.is_file()]
    before = {path: path.read_bytes() for path in files}
    run(course)
    after = [path for path in (course.root / "submitted").rglob("*") if path.is_file()]
    assert {path: path.read_bytes() for path in after} == before


def test_neither_script_nor_key_gets_into_autograded(course):
    folder = course.root / "solutions" / "optimizers"
    (folder / "optimizers.py").write_text("canary = 1\n")
    (folder / "quiz.toml").write_text("# canary\n")
    course.hand_in("ada", good())
    assert run(course) == 0, course.log
    for path in (course.root / "autograded").rglob("*"):
        assert path.is_dir() or b"canary" not in path.read_bytes()
