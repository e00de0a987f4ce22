import tomllib

from graders import course
from graders.support import TESTED

from . import run

KNOWN = tomllib.loads((run.HERE / "known_differences.toml").read_text(encoding="utf-8"))


def test_a_fault_counts_unless_it_is_known_for_that_keras():
    one = KNOWN["difference"][0]
    known = f"- {one['example']}: {one['task']} should be fail and is raised (..."
    other = f"- {one['example']}: set_lr should be pass and is fail (..."
    said = f"{known}\nmore of it\n{other}\n{one['task']}: 53 submissions graded, 2 to mend.\n"
    assert run.unexpected(said, "3.10.0") == [other]
    assert run.unexpected(said, "3.15.1") == [known, other]


def test_every_known_difference_is_about_an_example_and_gives_a_reason():
    for one in KNOWN["difference"]:
        assert (course.root() / one["example"]).is_file()
        assert one["reason"].strip()


def test_a_version_that_is_not_listed_is_refused(capsys):
    assert run.main(["1.15"]) == 2
    assert "1.15: not in graders/support.py" in capsys.readouterr().out


def test_three_versions_are_tested_from_old_to_new():
    assert len(TESTED) >= 3
    order = [tuple(map(int, one.tensorflow.split("."))) for one in TESTED]
    assert order == sorted(set(order))
