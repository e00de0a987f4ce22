import pytest

from graders.judge.declare import Declared, Known, misconception
from graders.judge.finding import Finding
from graders.judge.forward import Unusable
from graders.judge.messages import failed, raised
from graders.recording import Case, Outcome, Raised, Record


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("no such rate", "no such rate"),
        (
            "in user code:\n\n    File x\n\n    TypeError: step is symbolic\n",
            "TypeError: step is symbolic",
        ),
        (
            "Exception encountered when calling Cond.call().\n\nbad branch\n\nArguments: x",
            "bad branch",
        ),
        ("ValueError: no such rate", "no such rate"),
        ("", "(no message)"),
    ],
)
def test_a_raised_message_quotes_the_line_that_says_what_happened(text, line):
    record = Record(Case("p", {}, "f(1)"), Outcome("raised", error=Raised("ValueError", text)))
    assert raised(record, hidden=False).message.splitlines()[0] == (
        f"f(1): your code raised ValueError: {line}"
    )


@pytest.mark.parametrize("error", [Unusable("logits of shape ()"), KeyError("x"), TypeError("y")])
def test_a_known_mistake_that_cannot_be_looked_for_is_not_named(error):
    def recognises(case):
        raise error

    known = Known("M1", "a known mistake", "try that", ("p",))
    finding = Finding(Record(Case("p", {}, "f(1)"), Outcome("returned", result={})), text="no")
    words = failed(finding, Declared(1, "why", "try"), [(known, recognises)], hidden=False)
    assert (words.misconception, words.hint) == (None, "try")


def test_a_recognised_mistake_names_its_card_and_the_command_that_turns_it_over():
    @misconception("M1", probes=("p",), says="Too far.", try_="stop.", card="setting_the_rate")
    def recognises(case):
        return True

    finding = Finding(Record(Case("p", {}, "f(1)"), Outcome("returned", result={})), text="seen")
    words = failed(finding, Declared(1, "why", "try"), [(recognises.known, recognises)], False)
    assert words.message.splitlines()[1] == (
        "Too far. (flash card: `lrgrade cards setting_the_rate`)"
    )
    assert words.misconception == "M1: Too far."


def test_a_known_mistake_is_named_only_where_it_shows_in_what_the_check_looked_at():
    @misconception("M1", probes=("p",), says="The rate is wrong.", try_="another one.")
    def another_rate(case):
        return case.rate == 3

    @misconception("M2", probes=("p",), says="The base moved.", try_="freeze it.")
    def moved(case):
        return case.base == 2

    mistakes = [(each.known, each) for each in (another_rate, moved)]
    record = Record(
        Case("p", {"given": 1}, "f(1)"), Outcome("returned", result={"rate": 3, "base": 2})
    )

    def named(*read):
        finding = Finding(record, text="seen", read=frozenset(read))
        return failed(finding, Declared(1, "why", "try"), mistakes, False).misconception

    assert named("base") == "M2: The base moved."
    assert named("rate") == "M1: The rate is wrong."
    assert named("rate", "base") == "M1: The rate is wrong."
    assert named() == "M1: The rate is wrong."


def test_a_known_mistake_that_the_check_did_not_look_at_is_not_named():
    @misconception("M1", probes=("p",), says="The rate is wrong.", try_="another one.")
    def another_rate(case):
        return case.rate == 3

    record = Record(Case("p", {}, "f(1)"), Outcome("returned", result={"rate": 3, "base": 2}))
    finding = Finding(record, text="seen", read=frozenset({"base"}))
    words = failed(finding, Declared(1, "why", "try"), [(another_rate.known, another_rate)], False)
    assert (words.misconception, words.hint) == (None, "try")
