import unicodedata

import pytest

from graders.intake import collect
from graders.intake.owners import Owners, map_csv, read_map
from graders.roster import Student
from graders.submission import Refusal, Submission

from .samples import HALVING, RUBRICS

ROSTER = (
    Student("jd7", "Jane Doe"),
    Student("456", "Ana Lee"),
    Student("m1", "Max Li"),
    Student("m2", "Li Max"),
)


@pytest.fixture
def download(tmp_path):
    """A function that makes a flat download of these names, and collects it."""

    def make(*names, owners=None, text=HALVING):
        for name in names:
            path = tmp_path / "download" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return collect([tmp_path / "download"], RUBRICS, None, owners or Owners())

    return make


def whose(results):
    return [result.student for result in results]


def test_each_file_of_a_flat_download_has_its_student(download):
    found = download("doejane_12_34_schedules.py", "name_123_schedules (1).py")
    assert whose(found) == ["doejane_12", "name_123"]
    assert all(isinstance(result, Submission) for result in found)


def test_a_folder_of_moodle_is_its_students(download):
    (found,) = download("Jane Doe_12_assignsubmission_file_/schedules.py")
    assert found.student == "Jane Doe"


def test_the_latest_attempt_counts_and_the_others_are_named(download):
    names = ["ada_1_schedules.py", "ada_1_schedules (1).py", "ada_1_schedules (2).py"]
    (found,) = download(*names)
    assert found.path.endswith("ada_1_schedules (2).py")
    (note,) = [note.text for note in found.notes if note.kind == "earlier_attempt"]
    assert "ada_1_schedules (1).py, ada_1_schedules.py were not graded" in note


def test_a_damaged_latest_attempt_is_refused_with_the_others_named(download, tmp_path):
    download("ada_1_schedules.py")
    (found,) = download("ada_1_schedules (1).py", text="def (:")
    assert isinstance(found, Refusal)
    assert "ada_1_schedules.py was not graded" in found.reason


def test_two_people_of_one_name_are_not_attempts_of_one(download):
    (found,) = download(
        "Jane Doe_1_assignsubmission_file_schedules.py",
        "Jane Doe_2_assignsubmission_file_schedules.py",
    )
    assert isinstance(found, Refusal)
    assert "keep the one that counts" in found.reason


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("doejane_12_34_schedules.py", "jd7"),
        ("Jane Doe_1_assignsubmission_file_schedules.py", "jd7"),
        ("leeana_9_9_schedules.py", "456"),
        ("somebody_456_schedules.py", "456"),
        ("x_jd7_attempt_2026-01-30-15-00-00_schedules.py", "jd7"),
        ("stranger_9_9_schedules.py", "stranger_9"),
    ],
)
def test_the_class_list_gives_the_id(download, name, student):
    assert whose(download(name, owners=Owners(roster=ROSTER))) == [student]


def test_a_name_that_fits_two_students_is_refused(download):
    (found,) = download("limax_9_9_schedules.py", owners=Owners(roster=ROSTER))
    assert isinstance(found, Refusal)
    assert "(m1, m2)" in found.reason


@pytest.mark.parametrize("key", ["doejane_12_34_schedules.py", "doejane_12", "doejane"])
def test_the_map_comes_first(download, key):
    owners = Owners({key: "mapped"}, ROSTER)
    assert whose(download("doejane_12_34_schedules.py", owners=owners)) == ["mapped"]


def test_the_map_names_files_of_any_name(download):
    owners = Owners({"schedules Zoë.py": "zoe"})
    name = unicodedata.normalize("NFD", "schedules Zoë.py")
    assert whose(download(name, owners=owners)) == ["zoe"]


def test_mapped_attempts_are_attempts_of_one(download):
    owners = Owners({"my schedules.py": "ada", "my schedules (1).py": "ada"})
    (found,) = download("my schedules.py", "my schedules (1).py", owners=owners)
    assert found.path.endswith("(1).py")


def test_a_students_own_folder_is_stronger_than_a_files_name(download):
    assert whose(download("zoe/schedules/ada_1_schedules.py")) == ["zoe"]


@pytest.mark.parametrize("text", ["file,id\na.py,ada\n", "﻿id;file\nada;a.py\n"])
def test_a_map_is_read(tmp_path, text):
    path = tmp_path / "map.csv"
    path.write_text(text, encoding="utf-8")
    assert read_map(path) == {"a.py": "ada"}
    path.write_text(map_csv(read_map(path)), encoding="utf-8")
    assert read_map(path) == {"a.py": "ada"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,id\n", "columns `file` and `id`"),
        ("", "columns `file` and `id`"),
        ("file,id\na.py,\n", "line 2"),
        ("file,id\na.py,x\na.py,y\n", "two students"),
    ],
)
def test_a_map_that_is_none_is_told_in_a_sentence(tmp_path, text, said):
    path = tmp_path / "map.csv"
    path.write_text(text)
    with pytest.raises(ValueError, match=said):
        read_map(path)
