"""Sheets of grades, as Canvas and Moodle give them and take them back.

The sheets' columns are those of a Canvas gradebook export and of Moodle's offline grading worksheet.
"""

import csv
import io

import pytest

from graders.render.grade_sheets import NotASheet, canvas_csv, counting, filled_in, moodle_csv
from graders.report import Check, Report, TaskReport
from graders.roster import Student

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,schedules (991),Essay (992)
    Points Possible,,,,,40,10
"Lovelace, Ada",11,A-1,ada,Morning,,7
"Hopper, Grace",12,A-2,grace,Morning,3,8
"""
MOODLE = """\
Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Feedback comments
Participant 7,Ada Lovelace,A-1,ada@example.org,Submitted,,"40,00",
Participant 8,Grace Hopper,A-2,grace@example.org,Submitted,,20.00,Well done
"""
ROSTER = (Student("ada", "Ada Lovelace", "ada@example.org"), Student("grace", "Grace Hopper"))


def report(student, points, path="s.py", status="graded", most=20.0):
    checks = (Check("check_c", "Title.", "pass", points, most),)
    return Report("schedules", path, "00", student, status, (TaskReport("f", checks),))


def scores(*reports):
    return counting(reports)[0]


def rows(text, separator=","):
    return list(csv.DictReader(io.StringIO(text), delimiter=separator))


def test_a_canvas_sheet_gets_scores_scaled_to_its_points_and_keeps_the_rest():
    filled = filled_in(CANVAS, scores(report("ada", 15.0)), ROSTER, {})
    _, ada, grace = rows(filled.text)
    assert (ada["schedules (991)"], ada["Essay (992)"]) == ("30", "7")
    assert grace["schedules (991)"] == "3"
    assert filled.scaled == {"schedules": 40.0}
    assert filled.text.replace("30,7", ",7") == CANVAS


def test_a_moodle_worksheet_finds_people_by_address_and_by_name():
    both = scores(report("ada", 15.0), report("grace", 0.5))
    filled = filled_in(MOODLE, both, ROSTER, {})
    assert [row["Grade"] for row in rows(filled.text)] == ["30", "0.5"]
    assert (filled.unplaced, filled.scaled) == ([], {"schedules": 40.0})


def test_people_are_found_by_participant_number_and_semicolons_stay():
    sheet = MOODLE.replace('"40,00"', "20.00").replace(",", ";")
    filled = filled_in(sheet, scores(report("8", 4.0)), (), {})
    assert [row["Grade"] for row in rows(filled.text, ";")] == ["", "4"]


def test_who_has_no_row_or_two_is_named_and_not_guessed():
    twice = CANVAS + '"Lovelace, Ada",13,A-3,ada,Evening,,\n'
    filled = filled_in(twice, scores(report("ada", 1.0), report("zoe", 2.0)), (), {})
    assert filled.unplaced == ["ada", "zoe"]
    assert filled.text == twice


@pytest.mark.parametrize(
    ("sheet", "columns", "says"),
    [
        ("", {}, "empty"),
        ("Name,schedules\n", {}, "who a row is about"),
        ("Student,Essay\n", {}, "no column is called schedules; name it"),
        ("Student,schedules\n", {"schedules": "Homework"}, "no column 'Homework'"),
    ],
)
def test_a_sheet_that_cannot_be_filled_says_why(sheet, columns, says):
    with pytest.raises(NotASheet, match=says):
        filled_in(sheet, scores(report("ada", 1.0)), (), columns)


def test_a_column_may_be_named():
    filled = filled_in(CANVAS, scores(report("ada", 20.0)), (), {"schedules": "Essay (992)"})
    assert rows(filled.text)[1]["Essay (992)"] == "10"


def test_the_best_counts_and_what_nobody_could_grade_does_not():
    best, others = counting(
        [report("ada", 3.0, "a.py"), report("ada", 9.0, "b.py"), report("ada", 5.0, "c.py"),
         report("ada", 0.0, "d.py", "refused"), report(None, 4.0)]
    )  # fmt: skip
    assert {key: one.path for key, one in best.items()} == {("ada", "schedules"): "b.py"}
    assert [one.path for one in others] == ["a.py", "c.py"]


def test_new_sheets_list_the_roster_and_who_is_not_on_it():
    both = scores(report("ada", 15.0), report("=cmd", 1.0))
    _, *canvas = rows(canvas_csv(both, ROSTER))
    assert [(row["SIS Login ID"], row["schedules"]) for row in canvas] == [
        ("ada", "15"), ("grace", ""), ("'=cmd", "1")]  # fmt: skip
    moodle = rows(moodle_csv(both, ROSTER))
    assert [(row["Username"], row["Email address"], row["schedules"]) for row in moodle] == [
        ("ada", "ada@example.org", "15"), ("grace", "", ""), ("'=cmd", "", "1")]  # fmt: skip
