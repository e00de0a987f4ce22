"""Recordings as JSON: what comes back is what was written, or nothing is believed."""

import hashlib
import json
import math
from dataclasses import replace

import numpy as np
import pytest

from graders.child.plain import plain
from graders.judge.seen import decoded
from graders.recording import Case, Key, Outcome, Raised, Record, Recording

ARRAY = np.array([0.1, math.nan, -0.0], dtype=np.float32)
RECORDING = Recording(
    assignment="sample",
    submission_sha256="ab" * 32,
    rubric_version="3",
    seed=7,
    environment={"python": "3.11", "sandbox": {"network": "on"}},
    records=(
        Record(
            Case("double", {"x": 1.5, "n": 2, "many": [1, 2.0]}, "double('é\u2028', 1.5)"),
            Outcome("returned", {"rates": [0.1, 1e-300, 3], "none": None}, seconds=0.25),
        ),
        Record(
            Case("double", {}, "double()", visible=False),
            Outcome("raised", error=Raised("ValueError", "no\x00\ud800", 3, "return 1")),
        ),
        Record(Case("name", {}, "name()"), Outcome("timeout", detail="4 s")),
    ),
    seconds=1.5,
    output="said <b>\n",
    notes=("cut",),
)
KEY = Key("ab", "sample", "3", 7, True, {"python": "3.11"})


def test_a_recording_survives_json():
    back = Recording.from_json(RECORDING.to_json())
    assert back == RECORDING
    assert back.to_json() == RECORDING.to_json()


def test_a_float_stays_a_float_and_an_int_an_int():
    (first, *_) = Recording.from_json(RECORDING.to_json()).records
    assert [type(item) for item in first.case.inputs["many"]] == [int, float]
    assert [type(item) for item in first.outcome.result["rates"]] == [float, float, int]


def test_nan_and_infinity_survive_json():
    values = [math.nan, math.inf, -math.inf]
    record = Record(Case("p", {}, "p()"), Outcome("returned", {"values": values}))
    back = Recording.from_json(replace(RECORDING, records=(record,)).to_json())
    nan, *rest = back.records[0].outcome.result["values"]
    assert math.isnan(nan)
    assert rest == [math.inf, -math.inf]


def test_arrays_survive_json_bit_by_bit():
    record = Record(Case("p", {}, "p()"), Outcome("returned", plain({"weights": [ARRAY]})))
    back = Recording.from_json(replace(RECORDING, records=(record,)).to_json())
    (array,) = decoded(back.records[0].outcome.result)["weights"]
    assert (array.dtype, array.tobytes()) == (ARRAY.dtype, ARRAY.tobytes())


def test_the_records_of_a_probe_keep_their_order():
    assert RECORDING.of("double") == RECORDING.records[:2]
    assert RECORDING.of("elsewhere") == ()


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_one_changed_byte_is_not_believed(share):
    text = RECORDING.to_json()
    place = int(len(text) * share)
    other = "0" if text[place] != "0" else "1"
    with pytest.raises(ValueError, match=r"."):
        Recording.from_json(text[:place] + other + text[place + 1 :])


def test_a_verdict_written_by_hand_is_not_believed():
    text = RECORDING.to_json()
    assert "timeout" in text
    with pytest.raises(ValueError, match="content hash"):
        Recording.from_json(text.replace("timeout", "crash"))


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "3", '"x"', "{}", '{"sha256": "", "recording": 3}', "\x00"],
)
def test_what_is_no_recording_is_a_value_error(text):
    with pytest.raises(ValueError, match=r"."):
        Recording.from_json(text)


def test_a_recording_cut_short_is_a_value_error():
    text = RECORDING.to_json()
    with pytest.raises(ValueError, match=r"."):
        Recording.from_json(text[: len(text) // 2])


@pytest.mark.parametrize("missing", ["records", "seed"])
def test_a_field_that_is_missing_is_a_value_error(missing):
    body = json.loads(json.loads(RECORDING.to_json())["recording"])
    del body[missing]
    text = json.dumps(body)
    outer = {"sha256": hashlib.sha256(text.encode()).hexdigest(), "recording": text}
    with pytest.raises(ValueError, match="not a recording"):
        Recording.from_json(json.dumps(outer))


@pytest.mark.parametrize(
    "change",
    [
        {"submission_sha256": "cd"},
        {"assignment": "other"},
        {"rubric_version": "4"},
        {"seed": 8},
        {"hidden": False},
        {"environment": {"python": "3.12"}},
    ],
)
def test_another_key_has_another_name(change):
    assert replace(KEY, **change).digest() != KEY.digest()


def test_the_same_key_has_the_same_name():
    turned = replace(KEY, environment={"b": 1, "a": 2})
    assert turned.digest() == replace(KEY, environment={"a": 2, "b": 1}).digest()
    assert len(KEY.digest()) == 64


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("seed",), True),
        (("seed",), "7"),
        (("environment",), []),
        (("notes",), [1]),
        (("output",), None),
        (("records",), {"a": 1}),
        (("records", 0, "case", "probe"), 1),
        (("records", 0, "case", "visible"), 1),
        (("records", 0, "case", "inputs"), None),
        (("records", 0, "outcome", "ending"), "pass"),
        (("records", 0, "outcome", "seconds"), "0"),
        (("records", 1, "outcome", "result"), {"rates": [0.1]}),
        (("records", 1, "outcome", "error"), {"type": 1, "message": "", "line": None, "code": ""}),
        (("records", 2, "outcome", "more"), 1),
    ],
)
def test_a_sealed_recording_with_a_field_of_another_kind_is_not_believed(path, value):
    body = json.loads(json.loads(RECORDING.to_json())["recording"])
    place = body
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    text = json.dumps(body)
    outer = {"sha256": hashlib.sha256(text.encode()).hexdigest(), "recording": text}
    with pytest.raises(ValueError, match="not a recording"):
        Recording.from_json(json.dumps(outer))


def test_a_recording_asks_its_own_cases_and_no_others():
    cases = [record.case for record in RECORDING.records]
    assert RECORDING.asks(cases)
    assert not RECORDING.asks(cases[:-1])
    assert not RECORDING.asks([*cases[:-1], replace(cases[-1], visible=False)])
    assert not RECORDING.asks([replace(cases[0], inputs={"x": 1.25}), *cases[1:]])
