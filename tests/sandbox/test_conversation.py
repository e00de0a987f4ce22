import pytest

from graders.sandbox.channel import ASK, HEADER, LAYERS, PROGRESS, RESULT, message
from graders.sandbox.conversation import Conversation


def frame(kind, payload=b""):
    return HEADER.pack(kind, len(payload)) + payload


def test_messages_are_handed_out_in_turn_and_the_result_is_kept():
    talk = Conversation([b"first", b"second"], limit=100)
    assert talk.feed(frame(LAYERS, b'{"process": "on"}')) == b""
    assert talk.feed(frame(ASK)) == message(b"first")
    assert talk.feed(frame(ASK) + frame(RESULT, b"done")) == message(b"second")
    talk.end()
    assert (talk.result, talk.asked, talk.fault) == (b"done", 2, "")
    assert talk.layers == {"process": "on"}


def test_the_last_step_that_was_told_is_kept():
    talk = Conversation([b"only"], limit=100)
    talk.feed(frame(ASK) + frame(PROGRESS, b"\0\0\0\5") + frame(PROGRESS, b"\0\0\1\0"))
    assert (talk.at, talk.steps, talk.fault) == (256, 2, "")


@pytest.mark.parametrize(
    "said",
    [
        frame(ASK) + frame(RESULT) + frame(RESULT),
        frame(ASK) + frame(RESULT) + frame(ASK),
        frame(ASK) + frame(ASK),
        frame(RESULT),
        frame(LAYERS, b'{"a": "on"}') * 2,
        frame(ASK) + frame(RESULT) + frame(LAYERS, b'{"a": "on"}'),
        frame(LAYERS, b"not JSON"),
        frame(LAYERS, b"\xff\xfe"),
        frame(LAYERS, b"[1, 2]"),
        frame(LAYERS, b"[" * 100_000),
        frame(PROGRESS, b"\0\0\0\0"),
        frame(ASK) + frame(PROGRESS, b"\0\0\0"),
        frame(ASK) + frame(RESULT) + frame(PROGRESS, b"\0\0\0\0"),
        b"print this",
    ],
    ids=[
        "two results",
        "asking after the result",
        "asking for more than there is",
        "a result before all was asked for",
        "layers told twice",
        "layers after the result",
        "layers that are not JSON",
        "layers that are not UTF-8",
        "layers that are no mapping",
        "layers nested without end",
        "a step before all was asked for",
        "a step that is no number",
        "a step after the result",
        "plain text",
    ],
)
def test_whatever_does_not_belong_to_the_run_is_a_fault(said):
    talk = Conversation([b"the only message"], limit=10**6)
    talk.feed(said)
    assert "a message that does not belong to this run" in talk.fault


def test_a_message_that_was_cut_off_is_a_fault():
    talk = Conversation([], limit=100)
    talk.feed(frame(RESULT, b"whole")[:-1])
    talk.end()
    assert talk.result is None
    assert "cut off" in talk.fault


def test_the_first_fault_is_the_one_that_is_told():
    talk = Conversation([], limit=100)
    talk.feed(b"plain text")
    fault = talk.fault
    talk.end()
    assert talk.fault == fault


def test_a_child_that_serves_on_asks_once_more_after_its_result():
    talk = Conversation([], limit=100, serves_on=True)
    assert talk.feed(frame(RESULT, b"done")) == b""
    assert not talk.is_idle
    assert talk.feed(frame(ASK)) == b""
    assert (talk.is_idle, talk.result, talk.fault) == (True, b"done", "")


@pytest.mark.parametrize("more", [frame(ASK), frame(RESULT), frame(PROGRESS, b"\0\0\0\0")])
def test_what_it_says_after_that_is_a_fault(more):
    talk = Conversation([], limit=100, serves_on=True)
    talk.feed(frame(RESULT, b"done") + frame(ASK) + more)
    assert "does not belong" in talk.fault
