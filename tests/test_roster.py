"""The roster: CSV as spreadsheets write it, who is missing, who is a stranger."""

import csv
import io
from dataclasses import replace

import pytest
from click.testing import CliRunner

from graders.cli.grade import command as grade
from graders.gradebook import Gradebook
from graders.intake.owners import Owners
from graders.render.csv_gradebook import gradebook_csv
from graders.render.html import class_html
from graders.render.terminal import gradebook_table
from graders.report import Report
from graders.results import Results, Run
from graders.roster import Student, missing, read_roster, roster_csv, strangers

ADA, BOB = Student("ada", "Ada L.", "ada@x.org"), Student("bob")


def kept(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "class.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    "text",
    [
        "id,name,email\nada,Ada L.,ada@x.org\nbob,,\n",
        "\ufeffid,name,email\r\nada,Ada L.,ada@x.org\r\nbob,,\r\n",
        "ID;Name;Email\nada;Ada L.;ada@x.org\nbob;;\n",
        "Email\tstudent_id\tsection\tname\nada@x.org\tada\t1\tAda L.\n\tbob\t2\t\n\t\t\t\n",
        "id,name,email\nada,Ada L.,ada@x.org\nbob\n",
    ],
    ids=["plain", "excel", "semicolons", "tabs and other columns", "short line"],
)
def test_a_roster_is_read_as_spreadsheets_write_it(tmp_path, text):
    assert read_roster(kept(tmp_path, text)) == (ADA, BOB)


@pytest.mark.parametrize(
    ("text", "encoding", "says"),
    [
        ("", "utf-8", "no column `id`"),
        ("name,email\na,b\n", "utf-8", "no column `id`"),
        ("id\nada\nada\n", "utf-8", "'ada' more than once"),
        ("id,name\nada,Zoë\n", "latin-1", "not UTF-8"),
    ],
)
def test_what_is_no_roster_is_told(tmp_path, text, encoding, says):
    with pytest.raises(ValueError, match=says):
        read_roster(kept(tmp_path, text, encoding))


def test_a_roster_survives_being_kept(tmp_path):
    odd = (ADA, Student('o"dd, one', "a\nb", ";"))
    assert read_roster(kept(tmp_path, roster_csv(odd))) == odd


def report(student, slug="schedules"):
    return Report(slug, f"{student}.py", "00", student, "graded")


def test_who_is_missing_is_told_for_each_assignment():
    reports = (report("ada"), report("zoe"), report("bob", "optimizers"))
    assert missing((ADA, BOB), reports, "schedules") == (BOB,)
    assert strangers((ADA, BOB), reports) == ("zoe",)
    assert Gradebook(reports, 1, (ADA, BOB)).missing == (
        ("schedules", (BOB,)),
        ("optimizers", (ADA,)),
    )
    assert Gradebook(reports, 1).missing == ()


def test_every_form_of_the_gradebook_says_who_is_missing():
    gradebook = Gradebook((report("ada"), report("zoe")), 1, (ADA, replace(BOB, id="=b<b>")))
    rows = list(csv.DictReader(io.StringIO(gradebook_csv(gradebook))))
    assert (rows[-1]["student"], rows[-1]["status"], rows[-1]["score"]) == ("'=b<b>", "missing", "")
    table = gradebook_table(gradebook)
    assert "schedules: nothing from =b<b>" in table
    assert "not on the roster: zoe" in table
    page = class_html(gradebook, lambda _: None)
    assert "Against the roster" in page
    assert "=b&lt;b&gt;" in page
    assert "<b>" not in page
    assert "Against the roster" not in class_html(Gradebook((report("ada"),), 1), lambda _: None)


def test_the_roster_stays_with_the_results(tmp_path):
    results = Results(tmp_path / "out")
    results.keep_owners(Owners(roster=(ADA, BOB)))
    results.begin(Run(1))
    results.finish([report("ada")], 1)
    assert "bob,schedules,missing" in (results.folder / "gradebook.csv").read_text()


def test_a_roster_that_cannot_be_read_ends_before_anything_runs(tmp_path):
    script = tmp_path / "schedules.py"
    script.write_text("x = 1\n")
    for path, says in ((tmp_path / "none.csv", "cannot be read"), (script, "no column `id`")):
        done = CliRunner().invoke(grade, [str(script), "--roster", str(path)])
        assert done.exit_code == 2
        assert says in done.stderr
