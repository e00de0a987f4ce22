from dataclasses import replace

import pytest

from graders.render.findings import findings, left_out
from graders.report import Check, TaskReport

from .samples import HALVING, RAISED, SMOOTH, STEPS_PER_EPOCH, UNTOUCHED, hidden


def test_the_same_message_is_one_finding():
    (finding,) = findings(RAISED)
    assert len(finding.checks) == 2
    assert len(finding.hints) == 1


def test_checks_without_a_message_stay_apart():
    silent = [Check(f"c{i}", f"C{i}", "fail", 0.0, 1.0) for i in range(2)]
    assert len(findings(TaskReport("halving", tuple(silent)))) == 2


def test_a_message_is_taken_apart():
    (finding,) = findings(HALVING)
    assert finding.parts == {
        "called": "halving(0.1, 10, smooth=False), step 9",
        "seen": "0.0536",
        "expected": "0.1",
    }


def test_a_known_mistake_that_is_also_the_why_is_told_once():
    (finding,) = findings(HALVING)
    assert finding.why == ""
    assert finding.known_mistakes == (
        "Known mistake: The rate falls at every step; it should wait for a whole interval. "
        "(card: setting the rate)",
    )


@pytest.mark.parametrize(
    ("misconception", "known"),
    [
        ("M055: not in steps", "Known mistake: not in steps"),
        ("not in steps", "Known mistake: not in steps"),
    ],
)
def test_a_known_mistake_beside_another_why(misconception, known):
    check = replace(
        SMOOTH, message="f(): seen 1, expected 2\nIt waits.", misconception=misconception
    )
    (finding,) = findings(TaskReport("halving", (check,)))
    assert (finding.why, finding.known_mistakes) == ("It waits.", (known,))


def test_the_students_line_belongs_to_what_was_seen():
    (finding,) = findings(RAISED)
    assert finding.seen.endswith("is not defined\n  line 87: boundries[-1] += 1")
    assert finding.why == "Python knows no such name there."


def test_what_was_left_out_is_grouped_by_what_was_said():
    absent = replace(UNTOUCHED.checks[0], message="`by_epoch` is not in this file")
    tasks = (UNTOUCHED, TaskReport("by_epoch", (absent,)), replace(UNTOUCHED, name="halving"))
    assert left_out((*tasks, STEPS_PER_EPOCH)) == {
        "nothing here yet: the task still has its stub": ("WarmupLinear", "halving"),
        "`by_epoch` is not in this file": ("by_epoch",),
    }


def test_a_hidden_checks_message_is_all_why():
    check = replace(hidden("h", "H"), verdict="fail", message="one\ntwo")
    (finding,) = findings(TaskReport("halving", (check,)))
    assert (finding.seen, finding.why, finding.parts) == ("", "one\ntwo", {})
