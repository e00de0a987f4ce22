"""What a student reads of a limit that was met."""

import json
import sys
import typing

import pytest

from graders.judge import messages
from graders.judge.limits import MET
from graders.outcomes import outcomes_of
from graders.recording import Case, Outcome, Raised, Record
from graders.sandbox import Run
from graders.sandbox.limits import Limit, Limits


def words(outcome, hidden=False):
    record = Record(Case("double", {}, "double(3)"), outcome)
    say = messages.raised if outcome.ending == "raised" else messages.ended
    return say(record, hidden)


def test_every_limit_but_that_of_output_has_its_words():
    assert set(MET) == set(typing.get_args(Limit)) - {"output"}


def test_no_two_limits_are_told_alike():
    for attribute in ("word", "happened"):
        assert len({getattr(met, attribute) for met in MET.values()}) == len(MET)


@pytest.mark.parametrize("limit", MET)
def test_the_limit_in_force_is_named(limit):
    ending = {"processor": "timeout", "clock": "timeout", "memory": "memory"}.get(limit, "crash")
    told = words(Outcome(ending, detail=Limits(7).words(limit), limit=limit))
    assert told.message.startswith("double(3): ")
    assert Limits(7).words(limit) in told.message
    assert told.misconception.startswith(MET[limit].word)
    assert told.hint == MET[limit].try_


def test_memory_is_told_in_the_words_of_a_sentence():
    told = words(Outcome("memory", detail="3 GiB", limit="memory"))
    first = "double(3): your code used more memory than the 3 GiB allowed\n"
    assert told.message.startswith(first)


def test_the_clock_and_processor_time_are_told_apart():
    assert (
        "10 s of processor time"
        in words(Outcome("timeout", None, None, "10 s", 0, "processor")).message
    )
    assert (
        "30 s allowed on the clock"
        in words(Outcome("timeout", None, None, "30 s", 0, "clock")).message
    )


def test_a_limit_that_was_raised_is_told_as_the_limit():
    error = Raised("OSError", "[Errno 24] Too many open files", 3, "open(name)")
    told = words(Outcome("raised", error=error, limit="open_files", detail="128"))
    assert "more files open at once than the 128 allowed" in told.message


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is Linux's")
def test_memory_that_the_system_refuses_is_told_as_the_limit_of_memory(in_child):
    (ended,) = in_child("import mmap\ndef measure(): return mmap.mmap(-1, 100 * 2**30)\n")
    run = Run("finished", json.dumps({"outcomes": [ended]}).encode())
    (outcome,) = outcomes_of(run, [Case("double", {}, "double(3)")], Limits(), {})
    assert (ended["error"]["type"], outcome.limit) == ("OSError", "memory")
    assert "your code used more memory than the 3 GiB allowed" in words(outcome).message


@pytest.mark.parametrize("ending", ["raised", "timeout"])
def test_a_hidden_check_tells_neither_call_nor_number(ending):
    error = Raised("OSError", "x") if ending == "raised" else None
    told = words(Outcome(ending, None, error, "417 s", 0, "clock"), hidden=True)
    assert "417" not in f"{told}"
    assert "double" not in f"{told}"
