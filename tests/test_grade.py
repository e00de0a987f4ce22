"""When the recording that is kept of a run is taken again, and when it is not."""

import errno
import pickle

import pytest

from graders.grade import NotKept, Settings, grade, recording_of
from graders.record import Inputs, versions
from graders.recording import Key, Outcome, Record, Recording
from graders.store import Store
from graders.submission import Submission

SUBMISSION = Submission(
    "sample", "sample.py", "ab", None, "", "", absent={"double": "x", "name": "x"}
)


@pytest.fixture
def settings(tmp_path):
    return Settings(7, hidden=True, recordings=tmp_path, reuse=True)


@pytest.fixture
def keep(sample, settings):
    """Keeps a recording of passing results under this run's key, with these cases."""

    def kept(cases):
        key = Key("ab", "sample", "3", 7, True, versions())
        records = tuple(Record(case, Outcome("returned", {"y": 1.0})) for case in cases)
        recording = Recording("sample", "ab", "3", 7, versions(), records)
        Store(settings.recordings).keep(key, recording)
        return recording

    return kept


def no_runner():
    raise AssertionError("no code is to be run")


def test_a_recording_of_this_very_run_is_taken_again(sample, settings, keep):
    kept = keep(Inputs(7, True).cases(sample))
    assert recording_of(SUBMISSION, sample, settings, no_runner) == kept


@pytest.mark.parametrize("seed", [7, 8])
def test_a_recording_that_answers_other_inputs_is_made_anew(sample, settings, keep, seed):
    planted = keep(Inputs(seed, seed == 8).cases(sample))
    made = recording_of(SUBMISSION, sample, settings, lambda: None)
    assert made != planted
    assert {record.outcome.ending for record in made.records} == {"not_attempted"}
    assert recording_of(SUBMISSION, sample, settings, no_runner) == made


def test_a_full_disk_ends_the_run_and_keeps_its_words_between_processes(
    sample, settings, monkeypatch
):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Store, "keep", full)
    with pytest.raises(NotKept) as ending:
        grade(SUBMISSION, {"sample": sample}, settings, lambda: None)
    assert pickle.loads(pickle.dumps(ending.value)).strerror == "No space left on device"


def test_another_fault_of_the_system_costs_one_submission_its_score_and_no_other(sample, settings):
    def no_more_processes():
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    report = grade(SUBMISSION, {"sample": sample}, settings, no_more_processes)
    assert (report.status, report.score) == ("grader_error", None)
    assert "Resource temporarily unavailable" in report.notes[0].text
