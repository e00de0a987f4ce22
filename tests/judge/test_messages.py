import pytest

from graders.judge.messages import raised
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
