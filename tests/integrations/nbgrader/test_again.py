"""Grading again: what a person entered stays, and a killed run is finished by the next one."""

import json
import os
import signal
import sys

import pytest
from nbgrader import converters
from nbgrader.preprocessors import AssignLatePenalties

from graders.integrations.nbgrader import save_marks
from graders.integrations.nbgrader.autograde import Autograde
from graders.integrations.nbgrader.save_marks import SaveMarks
from graders.results import Results

from .notebooks import ALL, cell, good, published, set_source


def run(course, *arguments, slug="optimizers"):
    assert course.nbgrader("autograde", slug, *arguments) == 0, course.log


def enter(course, student, score, name="set_lr", slug="optimizers", comment=None):
    """What formgrader saves when a person types a score and perhaps a comment."""
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade(name, slug, slug, student)
        grade.manual_score, grade.extra_credit = score, 0.5
        grade.needs_manual_grade = False
        gradebook.find_comment(name, slug, slug, student).manual_comment = comment
        gradebook.db.commit()


def test_a_mark_that_a_person_entered_outlives_grading_again(course):
    course.hand_in("ada", good())
    course.hand_in("bob", good())
    run(course)
    enter(course, "ada", 1.5, comment="see me")
    run(course, "--force")
    assert course.grades("ada")["set_lr"] == (2.0, False)
    with course.gradebook() as gradebook:
        place = ("set_lr", "optimizers", "optimizers", "ada")
        assert gradebook.find_comment(*place).comment == "see me"
        assert gradebook.find_grade(*place).auto_score == 4
    assert course.score("bob") == ALL


def test_it_is_flagged_again_only_when_the_automatic_mark_changed(course):
    course.hand_in("ada", good())
    run(course)
    enter(course, "ada", 1.5)
    enter(course, "ada", 2.0, name="current_lr")
    notebook = good()
    set_source(notebook, "text-3", "a new text, and the same code")
    course.hand_in("ada", notebook)
    run(course)
    assert course.grades("ada")["set_lr"] == (2.0, False)
    course.hand_in("ada", published())
    run(course)
    assert course.grades("ada")["set_lr"] == (2.0, True)
    assert course.grades("ada")["current_lr"] == (2.5, True)
    assert course.grades("ada")["make_optimizer"] == (0.0, False)


def test_a_confirmed_proposal_is_not_asked_for_again(course):
    answered = (course.root / "solutions/schedules/schedules.ipynb").read_text()
    course.hand_in("ada", answered, "schedules")
    run(course, slug="schedules")
    enter(course, "ada", 3.0, "EXPLANATIONS", "schedules")
    run(course, "--force", slug="schedules")
    assert course.grades("ada", "schedules")["EXPLANATIONS"] == (3.5, False)


def test_what_is_graded_and_unchanged_is_left_alone(course):
    course.hand_in("ada", good())
    course.hand_in("bob", good())
    run(course)
    kept = course.root / "autograded" / "ada" / "optimizers" / "optimizers.ipynb"
    before = kept.stat().st_ino, kept.stat().st_mtime_ns
    course.hand_in("bob", published())
    run(course)
    assert "1 to grade" in course.log
    assert (kept.stat().st_ino, kept.stat().st_mtime_ns) == before
    assert course.score("bob") == 0


def test_what_the_gradebook_lost_is_graded_again(course):
    course.hand_in("ada", good())
    run(course)
    with course.gradebook() as gradebook:
        gradebook.remove_submission("optimizers", "ada")
    run(course)
    assert course.score("ada") == ALL


def test_a_folder_that_nbgrader_left_ungraded_is_no_proof(course):
    course.hand_in("ada", good())
    folder = course.root / "autograded" / "ada" / "optimizers"
    folder.mkdir(parents=True)
    (folder / "optimizers.ipynb").write_text(json.dumps(good()))
    run(course)
    assert course.score("ada") == ALL


def test_a_mark_of_lrgrade_mark_reaches_the_gradebook(course):
    answered = (course.root / "solutions/schedules/schedules.ipynb").read_text()
    course.hand_in("ada", answered, "schedules")
    run(course, slug="schedules")
    results = Results(course.root / "grading" / "schedules")
    (report,) = results.written()
    (item,) = report.explanations
    found = {one.id: number > 0 for number, one in enumerate(item.concepts)}
    results.marks.keep(report, item, found, "R. Ali")
    run(course, slug="schedules")
    assert course.grades("ada", "schedules")["EXPLANATIONS"] == (3.0, False)


KILLED = [
    (Autograde, "_lay_out"),
    (converters.Autograde, "init_assignment"),
    (converters.Autograde, "convert_single_notebook"),
    (SaveMarks, "preprocess"),
    (save_marks, "_grade"),
    (AssignLatePenalties, "preprocess"),
    (converters.Autograde, "set_permissions"),
    (Results, "finish"),
]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a fork of this process")
@pytest.mark.parametrize("call", [1, 2])
@pytest.mark.parametrize(("owner", "name"), KILLED)
def test_a_killed_run_is_finished_by_the_next_one(course, monkeypatch, owner, name, call):
    if name == "finish" and call == 2:
        pytest.skip("it is called once")
    for student in ("ada", "bob", "cid"):
        course.hand_in(student, good())
    if _in_a_fork(lambda: _kill_at(course, monkeypatch, owner, name, call)) != -signal.SIGKILL:
        pytest.fail("it was not killed")
    run(course)
    assert [course.score(student) for student in ("ada", "bob", "cid")] == [ALL] * 3
    assert "def set_lr" in "".join(cell(course.graded("cid"), "set_lr")["source"])
    with course.gradebook() as gradebook:
        assert len(gradebook.assignment_submissions("optimizers")) == 3
    run(course)
    assert "0 to grade" in course.log


def _kill_at(course, monkeypatch, owner, name, call):
    """Run autograde, and end without any farewell at the `call`-th call of a function."""
    function, calls = getattr(owner, name), []

    def deadly(*arguments, **more):
        calls.append(name)
        if len(calls) == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **more)

    monkeypatch.setattr(owner, name, deadly)
    course.nbgrader("autograde", "optimizers")


def _in_a_fork(work):
    """Do `work` in a copy of this process; returns how that ended, as subprocess says it."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a fork of this process")
@pytest.mark.parametrize(("owner", "name"), [KILLED[3], KILLED[5]])
def test_a_kill_around_saving_loses_no_mark_of_a_person(course, monkeypatch, owner, name):
    for student in ("ada", "bob"):
        course.hand_in(student, good())
    run(course)
    enter(course, "ada", 1.5, comment="see me")
    for student in ("ada", "bob"):
        course.hand_in(student, published())
    if _in_a_fork(lambda: _kill_at(course, monkeypatch, owner, name, 1)) != -signal.SIGKILL:
        pytest.fail("it was not killed")
    run(course)
    assert course.grades("ada")["set_lr"] == (2.0, True), "kept, and flagged again"
    assert course.score("bob") == 0
    with course.gradebook() as gradebook:
        place = ("set_lr", "optimizers", "optimizers", "ada")
        assert gradebook.find_comment(*place).comment == "see me"
        assert len(gradebook.assignment_submissions("optimizers")) == 2
