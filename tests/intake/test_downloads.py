import pytest

from graders.intake.downloads import told

NAMES = {
    "doejane_12345_67890_schedules.ipynb": "doejane_12345",
    "doejane_LATE_12345_67890_schedules-1.ipynb": "doejane_12345",
    "Jane Doe_123_assignsubmission_file_schedules.ipynb": "Jane Doe",
    "Zoë O'Hara-Öz_7_assignsubmission_file_fine_tuning.py": "Zoë O'Hara-Öz",
    "Week 2_jdoe_attempt_2026-01-30-15-00-00_schedules.ipynb": "jdoe",
    "name_123_schedules (1).ipynb": "name_123",
    "name_123_fine_tuning.py": "name_123",
}


@pytest.mark.parametrize(("name", "student"), NAMES.items())
def test_a_name_of_a_platform_tells_the_student(name, student):
    assert told(name).student == student


@pytest.mark.parametrize("rest", ["", "work"])  # a folder, or what a zip was unpacked into
def test_a_folder_of_moodle_tells_the_student(rest):
    folder = f"Jane Doe_123_assignsubmission_file_{rest}"
    assert told("x.ipynb", folder).student == "Jane Doe"


@pytest.mark.parametrize(
    "name", ["schedules.ipynb", "schedules (1).ipynb", "fine_tuning.py", "ana_schedules.py", "_1_x"]
)
def test_any_other_name_tells_nothing(name):
    assert told(name) is None


@pytest.mark.parametrize("folder", ["ada", "name_123", "ada_12_34_x", "Jane Doe"])
def test_a_students_own_folder_is_taken_as_it_is(folder):
    assert told("schedules.ipynb", folder) is None


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("ada_1_schedules.ipynb", "ada_1_schedules (1).ipynb"),
        ("ada_1_schedules (2).ipynb", "ada_1_schedules (10).ipynb"),
        ("ada_1_20_schedules.ipynb", "ada_1_101_schedules.ipynb"),
        ("ada_1_20_schedules.ipynb", "ada_LATE_1_21_schedules-1.ipynb"),
        (
            "x_ada_attempt_2026-01-30-15-00-00_schedules.ipynb",
            "x_ada_attempt_2026-02-01-01-00-00_schedules.ipynb",
        ),
    ],
)
def test_a_later_attempt_is_told(earlier, later):
    assert told(earlier).attempt < told(later).attempt
    assert told(earlier).person == told(later).person


def test_two_of_one_name_are_two_people():
    one, two = (told(f"Jane Doe_{n}_assignsubmission_file_x.py") for n in (1, 2))
    assert one.person != two.person
