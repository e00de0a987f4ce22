import pytest

from graders.intake.found import Found, below_submitted, is_candidate, is_left_behind


@pytest.mark.parametrize(
    ("folders", "student"),
    [
        ((), None),
        (("ana",), "ana"),
        (("ana", "schedules"), "ana"),
        (("ana", "Schedules", "final"), "ana"),
        (("class", "ana", "schedules"), "ana"),
        (("ana", "work", "final"), "ana"),
        (("schedules",), None),
        (("schedules", "final"), None),
    ],
)
def test_the_folders_tell_the_student(folders, student):
    assert Found("x", folders).student(["schedules"]) == student


@pytest.mark.parametrize(
    "name", [".git", ".ipynb_checkpoints", "._schedules.py", "__pycache__", "__MACOSX", ".venv"]
)
def test_what_systems_leave_behind_is_known(name):
    assert is_left_behind(name)
    assert not is_left_behind("..")
    assert not is_left_behind("ana")


def test_candidates_are_known_by_their_ending():
    assert all(is_candidate(name) for name in ["a.py", "a.IPYNB", "a.zip"])
    assert not any(is_candidate(name) for name in ["a.pyc", "a.csv", "py", "a.py.bak"])


def test_what_lies_below_the_folder_of_submissions():
    assert below_submitted(("x", "submitted", "ana", "schedules")) == ("ana", "schedules")
    assert below_submitted(("submitted",)) == below_submitted(("ana",)) == ()
