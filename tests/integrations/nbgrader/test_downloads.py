"""Downloads of a learning platform, by `zip_collect` and as they lie in `submitted/`; class lists.

No code is run: a stand-in makes the reports.
"""

import json
import os
import time
import zipfile

import pytest
from click.testing import CliRunner

from graders.cli.autograde import command

from .notebooks import ALL, good, published

pytestmark = pytest.mark.filterwarnings("ignore")  # nbgrader's own


@pytest.fixture
def autograde(course, monkeypatch):
    monkeypatch.chdir(course.root)

    def run(*words):
        return CliRunner().invoke(command, ["optimizers", *words])

    return run


@pytest.fixture
def download(course):
    """A function that puts files with these contents into a folder of the course."""

    def put(folder, **contents):
        for name, content in contents.items():
            path = course.root / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(content), "utf-8")

    return put


FLAT = {
    "name_123_optimizers.ipynb": published(),
    "name_123_optimizers (1).ipynb": good(),
    "Zoë Ö_9_assignsubmission_file_optimizers.ipynb": good(),
    "doejane_LATE_5_77_optimizers-1.ipynb": good(),
    "name_123_schedules.ipynb": published("schedules"),
}
STUDENTS = ["name_123", "Zoë Ö", "doejane_5"]


def all_points(course, students):
    return [course.score(student) for student in students] == [ALL] * len(students)


def test_files_of_a_download_are_graded_where_they_lie(course, autograde, download):
    download("submitted", **FLAT)
    done = autograde()
    assert done.exit_code == 0, done.output
    assert all_points(course, STUDENTS)
    autograde()
    assert "0 to grade" in _log_of_again(course)


def _log_of_again(course):
    assert course.nbgrader("autograde", "optimizers") == 0
    return course.log


def test_earlier_attempts_are_listed(course, download):
    download("submitted", **FLAT)
    assert course.nbgrader("autograde", "optimizers") == 0
    assert "name_123: Of 2 attempts this is the latest; name_123_optimizers.ipynb" in course.log


def test_moodles_folders_and_a_zip_are_graded_where_they_lie(course, autograde, download):
    download("submitted/Jane Doe_12_assignsubmission_file_", **{"optimizers.ipynb": good()})
    with zipfile.ZipFile(course.root / "submitted" / "canvas.zip", "w") as archive:
        archive.writestr("roe_5_77_optimizers.ipynb", json.dumps(good()))
    assert autograde().exit_code == 0
    assert all_points(course, ["Jane Doe", "roe_5"])


def test_a_file_of_nobody_is_named_and_the_others_are_graded(course, autograde, download):
    download("submitted", **{"mine optimizers.ipynb": good(), "ada_1_optimizers.ipynb": good()})
    assert autograde().exit_code == 1
    assert all_points(course, ["ada_1"])
    (course.root / "map.csv").write_text("file,id\nmine optimizers.ipynb,bob\n")
    assert autograde("--map", "map.csv").exit_code == 0
    assert all_points(course, ["bob"])


def test_a_line_of_the_map_that_fits_no_file_is_named(course, autograde, download):
    download("submitted", **{"mine optimizers.ipynb": good(), "ada_1_optimizers.ipynb": good()})
    (course.root / "map.csv").write_text(
        "file,id\nmine optimizers.ipynb,bob\nmien optimizers.ipynb,cid\nada_1,ada\n"
    )
    course.nbgrader("autograde", "optimizers", f"--Autograde.map={course.root / 'map.csv'}")
    said = [line for line in course.log.splitlines() if "fits no file" in line]
    assert said == ["'mien optimizers.ipynb' is in the map, and fits no file."]
    assert all_points(course, ["bob", "ada"])


def test_old_recordings_that_nobody_uses_are_removed(course, autograde):
    course.hand_in("ada", good())
    assert autograde().exit_code == 0
    folder = course.root / "grading" / "optimizers" / "recordings"
    folder.mkdir(exist_ok=True)
    for name, days in (("old", 9), ("new", 1)):
        then = time.time() - days * 86_400
        (folder / f"{name}.json").write_text("{}")
        os.utime(folder / f"{name}.json", (then, then))
    assert autograde("--keep", "5", "--student", "ada").exit_code == 2
    assert len(list(folder.glob("*.json"))) == 2
    assert autograde("--keep", "5").exit_code == 0
    assert [path.name for path in folder.glob("*.json")] == ["new.json"]


def test_who_is_there_twice_is_named(course, autograde, download):
    course.hand_in("ada_1", good())
    course.hand_in("bob", good())
    download("submitted", **{"ada_1_optimizers.ipynb": published()})
    assert course.nbgrader("autograde", "optimizers") == 1
    assert "'ada_1': is there twice" in course.log
    assert all_points(course, ["bob"])


def test_whoever_is_on_the_roster_and_missing_is_an_error(course, autograde):
    course.hand_in("ada", good())
    course.hand_in("eve", good())
    (course.root / "class.csv").write_text("id,name\nada,Ada L.\nbob,Bob\n")
    done = autograde("--roster", "class.csv")
    assert done.exit_code == 1
    assert all_points(course, ["ada", "eve"])
    assert course.nbgrader("autograde", "optimizers") == 1, "the roster is kept"
    assert "'bob': is on the roster, and handed in nothing" in course.log
    assert "not on the roster: 'eve'" in course.log
    assert autograde("--student", "ada").exit_code == 0
    course.hand_in("bob", good())
    assert autograde().exit_code == 0


@pytest.mark.parametrize("words", [("--roster", "no.csv"), ("--map", "no.csv")])
def test_a_list_that_cannot_be_read_is_said_before_anything_is_graded(course, autograde, words):
    course.hand_in("ada", good())
    assert autograde(*words).exit_code == 2
    assert not (course.root / "autograded").exists()


def archive(course, **contents):
    path = course.root / "downloaded" / "optimizers" / "archive" / "moodle.zip"
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w") as file:
        for name, content in contents.items():
            file.writestr(name, json.dumps(content))


def test_zip_collect_knows_the_names_of_platforms(course, autograde):
    archive(course, **FLAT, **{"odd optimizers.ipynb": good()})
    assert course.nbgrader("zip_collect", "optimizers") == 1
    assert "'odd optimizers.ipynb' is not collected" in course.log
    assert "the latest attempt counts, and not name_123_optimizers.ipynb" in course.log
    assert course.nbgrader("autograde", "optimizers") == 0, course.log
    assert all_points(course, STUDENTS)


def test_zip_collect_leaves_the_course_alone(course):
    archive(course, **{".._1_assignsubmission_file_optimizers.ipynb": good()})
    course.nbgrader("zip_collect", "optimizers")
    assert not (course.root / "optimizers").exists()


def test_zip_collect_uses_a_map_and_a_class_list(course):
    (course.root / "map.csv").write_text("file,id\nodd optimizers.ipynb,zoe\n")
    (course.root / "class.csv").write_text("id,name\nza,Zoë Ö\n")
    archive(course, **FLAT, **{"odd optimizers.ipynb": good()})
    said = [f"--Downloads.{name}={course.root / name}.csv" for name in ("map",)]
    said.append(f"--Downloads.roster={course.root / 'class.csv'}")
    assert course.nbgrader("zip_collect", "optimizers", *said) == 0, course.log
    assert "fits no file" not in course.log
    found = {path.name for path in (course.root / "submitted").iterdir()}
    assert found == {"zoe", "za", "name_123", "doejane_5"}


def test_files_that_compete_are_collected_for_a_person_to_see(course):
    archive(
        course,
        **{
            "Jane Doe_1_assignsubmission_file_optimizers.ipynb": good(),
            "Jane Doe_2_assignsubmission_file_optimizers.ipynb": good(),
            "ada_1_optimizers.ipynb": good(),
        },
    )
    assert course.nbgrader("zip_collect", "optimizers") == 0, course.log
    assert course.nbgrader("autograde", "optimizers") == 0, course.log
    assert course.grades("Jane Doe")["set_lr"] == (0, True)
    assert all_points(course, ["ada_1"])
