import os
import sys
from pathlib import Path

import pytest

from graders.intake import collect, reading
from graders.submission import Refusal, Submission

from .samples import HALVING, RUBRICS, code, notebook, texts


@pytest.fixture
def tree(tmp_path):
    """A function that writes files into a folder and returns the folder."""

    def write(*names, text=HALVING):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def only(results):
    (result,) = results
    return result


def told(folder, assignment=None):
    """(path below the folder, student, assignment) of everything that was collected."""
    return [
        (result.path.removeprefix(f"{folder}/"), result.student, result.assignment)
        for result in collect([folder], RUBRICS, assignment)
    ]


def reason(path, assignment=None):
    result = only(collect([path], RUBRICS, assignment))
    assert isinstance(result, Refusal), result
    assert result.reason.endswith(".")
    return result.reason


def test_one_file_by_its_own_path(tree):
    result = only(collect([tree("schedules.py") / "schedules.py"], RUBRICS))
    assert isinstance(result, Submission)
    assert result.student is None


def test_a_tree_of_students_and_assignments(tree):
    folder = tree(
        "ben/schedules/schedules.py", "ana/schedules/schedules.py", "ana/fine_tuning/x.ipynb"
    )
    (folder / "ana/fine_tuning/x.ipynb").write_text(notebook(code(HALVING)))
    assert told(folder) == [
        ("ana/fine_tuning/x.ipynb", "ana", "fine_tuning"),
        ("ana/schedules/schedules.py", "ana", "schedules"),
        ("ben/schedules/schedules.py", "ben", "schedules"),
    ]


def test_a_tree_of_students_and_files(tree):
    folder = tree("ana/schedules.py", "ana/fine_tuning.py", "ben/schedules (1).py")
    assert told(folder) == [
        ("ana/fine_tuning.py", "ana", "fine_tuning"),
        ("ana/schedules.py", "ana", "schedules"),
        ("ben/schedules (1).py", "ben", "schedules"),
    ]


@pytest.mark.parametrize("given", ["", "submitted", "submitted/ana", "submitted/ana/schedules"])
def test_the_layout_of_nbgrader_from_any_of_its_folders(tree, given):
    folder = tree("submitted/ana/schedules/schedules.py", "submitted/ana/schedules/timestamp.txt")
    tree("source/schedules/schedules.py", "feedback/ana/schedules/schedules.py")
    result = only(collect([folder / given], RUBRICS))
    assert (result.student, result.assignment) == ("ana", "schedules")


def test_a_file_below_submitted_given_by_its_own_path_tells_the_student(tree):
    folder = tree("submitted/ana/schedules/schedules.py")
    path = folder / "submitted/ana/schedules/schedules.py"
    assert only(collect([path], RUBRICS)).student == "ana"


def test_a_folder_of_assignments_names_no_student(tree):
    folder = tree("schedules/schedules.py", "fine_tuning/fine_tuning.py", "data/x.csv")
    assert [student for _, student, _ in told(folder)] == [None, None]


def test_order_and_repetition_of_the_paths_do_not_matter(tree):
    folder = tree("a/schedules.py", "b/schedules.py", "c/schedules.py")
    paths = [folder / name for name in ["c", "a/schedules.py", "b", "c", "a"]]
    names = [result.path for result in collect(paths, RUBRICS)]
    assert names == [str(folder / f"{name}/schedules.py") for name in "abc"]
    assert names == [result.path for result in collect(paths[::-1], RUBRICS)]


def test_what_is_no_submission_is_skipped_silently(tree):
    junk = [
        "ana/.hidden.py",
        "ana/.ipynb_checkpoints/schedules-checkpoint.ipynb",
        "ana/__pycache__/schedules.pyc",
        "ana/.venv/lib/x.py",
        "ana/data.csv",
        "__MACOSX/ana/schedules.py",
        "ana/notes.txt",
    ]
    assert [path for path, _, _ in told(tree("ana/schedules.py", *junk))] == ["ana/schedules.py"]


@pytest.mark.parametrize("other", ["schedules.ipynb", "schedules (1).py", "schedules-Copy1.py"])
@pytest.mark.parametrize("folder", ["", "ana", "ana/schedules"])
def test_two_files_for_one_assignment_are_one_refusal_that_names_both(tree, folder, other):
    root = tree(Path(folder) / "schedules.py", Path(folder) / other)
    text = reason(root)
    assert "schedules.py" in text
    assert other in text
    assert "keep the one that counts" in text


def test_two_files_of_one_student_in_two_folders_are_refused(tree):
    text = reason(tree("ana/schedules.py", "ana/old/schedules.py"))
    assert "ana/schedules.py" in text
    assert "ana/old/schedules.py" in text


def test_two_files_are_refused_even_if_one_is_broken(tree):
    folder = tree("ana/schedules.py")
    (folder / "ana/schedules.ipynb").write_text("{")
    assert "2 files for schedules" in reason(folder)


def test_two_pairs_do_not_mix(tree):
    folder = tree("ana/schedules.py", "ana/schedules (1).py", "ben/schedules.py")
    assert [student for _, student, _ in told(folder)] == ["ana", "ben"]


def test_files_named_after_students_in_one_folder_are_several_submissions(tree):
    folder = tree("schedules_ana.py", "schedules_ben.py")
    assert len(collect([folder], RUBRICS)) == 2
    folder = tree("carl.py")
    assert len(collect([folder], RUBRICS, "schedules")) == 3


def test_files_that_were_named_one_by_one_are_all_graded(tree):
    folder = tree("schedules.py", "schedules (1).py")
    results = collect(sorted(folder.iterdir()), RUBRICS)
    assert [type(result) for result in results] == [Submission, Submission]


def test_a_file_beside_the_one_named_after_the_assignment_gets_a_note(tree):
    result = only(collect([tree("ana/schedules/schedules.py", "ana/schedules/plots.py")], RUBRICS))
    assert isinstance(result, Submission)
    assert "plots.py" in only(texts(result, "extra_file"))


def test_an_unknown_assignment_in_a_tree_is_refused(tree):
    folder = tree("ana/schedules.py", "ana/homework.py")
    results = {Path(result.path).name: result for result in collect([folder], RUBRICS)}
    assert isinstance(results["schedules.py"], Submission)
    refused = results["homework.py"]
    assert isinstance(refused, Refusal)
    assert refused.student == "ana"
    assert "there are schedules, fine_tuning" in refused.reason
    assert "--assignment" in refused.reason


def test_the_assignment_asked_for_is_for_files_that_tell_none(tree):
    folder = tree("ana/homework.py", "ben/fine_tuning.py")
    assert [slug for _, _, slug in told(folder, "schedules")] == ["schedules", "fine_tuning"]
    only_one = folder / "ben/fine_tuning.py"
    assert only(collect([only_one], RUBRICS, "schedules")).assignment == "schedules"


def test_an_unknown_assignment_asked_for_is_refused(tree):
    assert "Unknown assignment `rates`" in reason(tree("ana/schedules.py"), "rates")


def test_a_path_that_does_not_exist_is_refused(tmp_path):
    assert "no such file or folder" in reason(tmp_path / "schedules.py")
    assert only(collect([tmp_path / "schedules.py"], RUBRICS)).sha256 is None


def test_a_folder_with_nothing_to_grade_is_refused(tree):
    assert "nothing to grade" in reason(tree("data.csv", ".git/x.py"))


def test_a_student_without_work_does_not_disappear(tree):
    folder = tree("ana/schedules.py", "ben/work.rar")
    results = collect([folder], RUBRICS)
    assert [result.student for result in results] == ["ana", "ben"]
    assert isinstance(results[1], Refusal)


def test_a_file_that_is_no_submission_is_refused_when_named(tree):
    assert "neither a script (.py)" in reason(tree("notes.txt") / "notes.txt", "schedules")


def test_a_huge_file_is_refused_before_it_is_read(tree):
    path = tree("schedules.ipynb") / "schedules.ipynb"
    os.truncate(path, 50_000_000)
    text = reason(path)
    assert "50 MB" in text
    assert "clear the outputs" in text
    assert only(collect([path], RUBRICS)).sha256 is None
    assert reading.LARGEST_FILE < 50_000_000


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_in_a_tree_are_not_followed(tree, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "schedules.py"
    secret.write_text(HALVING)
    folder = tree("ana/schedules.py")
    (folder / "ben").mkdir()
    (folder / "ben/schedules.py").symlink_to(secret)
    (folder / "carl").symlink_to(secret.parent)
    (folder / "ana/loop").symlink_to(folder)
    results = collect([folder], RUBRICS)
    assert [result.student for result in results] == ["ana", "ben", "carl"]
    assert isinstance(results[0], Submission)
    for result in results[1:]:
        assert isinstance(result, Refusal)
        assert "link and is not followed" in result.reason


@pytest.mark.skipif(sys.platform == "win32", reason="there are none")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "schedules.py")
    assert "no file that can be read" in reason(tmp_path)
    assert "no file that can be read" in reason(tmp_path / "schedules.py")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_what_may_not_be_read_is_refused(tree):
    folder = tree("ana/schedules.py", "ben/schedules.py")
    (folder / "ana/schedules.py").chmod(0)
    (folder / "ben").chmod(0)
    try:
        reasons = [result.reason for result in collect([folder], RUBRICS)]
    finally:
        (folder / "ben").chmod(0o700)
    assert "Permission denied" in reasons[0]
    assert "cannot be opened" in reasons[1]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have text names only")
def test_a_name_that_is_no_text_is_shown_as_text(tree):
    folder = tree("ana/schedules.py")
    (folder / "ana").rename(os.fsdecode(os.fsencode(folder) + b"/an\xff"))
    result = only(collect([folder], RUBRICS))
    result.path.encode()
    assert result.student is not None
    result.student.encode()
