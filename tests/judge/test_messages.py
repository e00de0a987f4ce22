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
