"""`lrgrade mark`: a person's answers, in the report, the gradebook, and after grading again."""

import csv
import json

import pytest
from click.testing import CliRunner

from graders.cli.grade import command as grade
from graders.cli.mark import command
from graders.report import Concept, ExplanationReport, Report
from graders.results import Results, Run

PROMPT = "set_up_scheduling"
TEXT = "I start small. \x1b[31mSomething makes it shrink."


def report(student, *met, text=TEXT):
    names = ("small_start", "mechanism", "over_time", "wired_and_watched")
    concepts = tuple(Concept(n, one, 0.5, "so") for n, one in zip(names, met, strict=True))
    earned = float(sum(one is True for one in met))
    one = ExplanationReport(PROMPT, "fail", earned, 4.0, "automatic", "old", concepts, text)
    return Report("schedules", f"{student}.py", "00", student, "graded", explanations=(one,))


ADA, BOB = report("ada", True, None, None, False), report("=cmd", True, True, True, True)


@pytest.fixture
def folder(tmp_path):
    results = Results(tmp_path / "out")
    results.begin(Run(1))
    results.finish([results.write(ADA), results.write(BOB)], 1)
    return results.folder


def mark(folder, *words, said=""):
    return CliRunner().invoke(command, [str(folder), *words], input=said)


def scores(folder):
    rows = csv.DictReader((folder / "gradebook.csv").read_text().splitlines())
    return {row["student"].lstrip("'"): float(row["score"]) for row in rows}


def test_what_waits_is_listed(folder):
    assert mark(folder, "--list").output == (
        f"ada  {PROMPT}: mechanism, over_time\n1 explanation\n"
    )


def test_answers_reach_the_report_the_gradebook_and_the_page(folder):
    before = (folder / "index.html").read_text()
    done = mark(folder, "--by", "R. Ali", said="y\nn\n")
    assert done.exit_code == 0
    assert "2 ideas decided" in done.output
    assert "\x1b" not in done.output
    assert scores(folder) == {"ada": 2.0, "=cmd": 4.0}
    data = json.loads((folder / "reports/ada/schedules.json").read_text())
    assert data["score"] == 2.0
    assert data["explanations"][0]["marked_by"] == "R. Ali"
    assert "R. Ali" in (folder / "reports/ada/schedules.html").read_text()
    assert (folder / "index.html").read_text() != before
    assert mark(folder).output == "No explanation waits for a person.\n"


def test_what_was_answered_before_the_end_is_kept(folder):
    assert mark(folder, said="y\nq\n").exit_code == 130
    assert scores(folder)["ada"] == 2.0
    assert "mechanism" not in mark(folder, "--list").output


def test_a_mark_is_there_again_after_the_next_run(folder):
    mark(folder, said="y\ny\n")
    again = Results(folder)
    again.begin(Run(2))
    assert again.write(ADA).score == 3.0
    assert again.write(report("ada", True, None, None, False, text="New text.")).score == 1.0


def test_a_student_can_be_marked_again_idea_by_idea(folder):
    done = mark(folder, "--student", "=cmd", said="s\nn\ns\ns\n")
    assert "(now: said)" in done.output
    assert scores(folder)["=cmd"] == 3.0


@pytest.mark.parametrize(
    ("words", "damage", "says"),
    [
        (["--student", "zoe"], {}, "no report of a student 'zoe'"),
        ([], {"run.json": "{"}, "holds no run"),
        ([], {"marks.json": "[3]"}, "no file of marks"),
        ([], {"reports/ada/schedules.json": "{}"}, "is no report"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(folder, words, damage, says):
    for name, text in damage.items():
        (folder / name).write_text(text)
    done = mark(folder, *words)
    assert done.exit_code == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


def test_grading_again_refuses_marks_it_cannot_read(folder, tmp_path):
    (folder / "marks.json").write_text("[3]")
    script = tmp_path / "schedules.py"
    script.write_text("x = 1\n")
    done = CliRunner().invoke(grade, [str(script), "--out", str(folder)])
    assert done.exit_code == 2
    assert "no file of marks" in done.stderr


def test_nobody_marks_while_the_class_is_graded(folder):
    with Results(folder).hold():
        run = mark(folder, said="y\n" * 9)
    assert run.exit_code == 2
    assert "another run is at work" in run.output
