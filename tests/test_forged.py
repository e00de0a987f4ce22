"""Forged results, for every rubric: the judge never stumbles over one, and none buys full points.

A child can send whatever it likes. Here the message is made up at random: of any form at all, and
of the form that each probe promises, with numbers, texts and arrays that no honest run gives.
"""

import json
import warnings
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from graders import rubrics
from graders.arrays import encoded
from graders.judge.forward import HEAD, shipped
from graders.judge.judge import judge
from graders.judge.scope import Scope
from graders.record import Inputs, record
from graders.recording import Recording
from graders.render.html import report_html
from graders.render.json_report import report_json
from graders.render.terminal import report_text
from graders.sandbox import Run
from graders.shapes import LIST, _alternatives, shapes
from graders.submission import Submission

FEW = settings(
    max_examples=8,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
NUMBERS = some.one_of(
    some.sampled_from([0, 1, -1, 3, 9, 0.0, 1e-3, 1e308, float("nan"), float("inf"), -(2**255)]),
    some.integers(-(2**200), 2**200),
    some.floats(),
)
TEXTS = some.one_of(
    some.sampled_from(["", "float", "int", "list", "str", "keras.Model", "Adam", "ValueError"]),
    some.text(max_size=20),
)
BOOLS = some.booleans()
ANYTHING = some.recursive(
    some.one_of(some.none(), BOOLS, NUMBERS, TEXTS),
    lambda inner: some.one_of(
        some.lists(inner, max_size=4), some.dictionaries(TEXTS, inner, max_size=4)
    ),
    max_leaves=8,
)
FILLS = (0, 1, 0.5, np.nan, np.inf, -np.inf, 1e38, -3)
SIZES = ((), (0,), (3,), (2, 2), (60, 5), (240, 5), (1, 5), (60, 5, 1), (0, 5))
TYPES = ("<f4", "<f8", "<f2", "<i8", "|u1", "|b1")


def array(size, kind, fill):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # NaN as an integer.
        return encoded(np.full(size, fill).astype(kind))


ARRAYS = some.builds(
    array, some.sampled_from(SIZES), some.sampled_from(TYPES), some.sampled_from(FILLS)
)
DESCRIBED = some.fixed_dictionaries(
    {"type": TEXTS, "value": some.one_of(some.none(), BOOLS, NUMBERS), "text": TEXTS}
)
ATTEMPTS = some.one_of(
    some.fixed_dictionaries({"returned": DESCRIBED}),
    some.fixed_dictionaries(
        {"raised": TEXTS, "is_a": some.lists(TEXTS, max_size=3), "message": TEXTS}
    ),
)
SIMPLE = {
    "number": NUMBERS,
    "whole": some.one_of(some.sampled_from([0, 1, 3, 9]), some.integers(-(2**200), 2**200)),
    "bool": BOOLS,
    "text": TEXTS,
    "none": some.none(),
    "described": DESCRIBED,
    "attempt": ATTEMPTS,
    "array": some.one_of(ARRAYS, DESCRIBED),
    "array *x2": some.builds(
        lambda rows, kind, fill: array((rows, 2), kind, fill),
        some.integers(0, 5),
        some.sampled_from(TYPES),
        some.sampled_from(FILLS),
    ),
    "anything": ANYTHING,
}


def bases():
    """Weights with the names and shapes of a shipped base, all of one number."""

    def weights(batch_norm, narrow, fill):
        named = shipped(batch_norm, narrow).items()
        return {name: array(w.shape, "<f4", fill) for name, w in named if name not in HEAD}

    return some.builds(weights, BOOLS, BOOLS, some.sampled_from(FILLS))


def of_form(form):
    """Values that have the form, whatever they say."""
    return some.one_of([_of_one(each) for each in _alternatives(form)])


def _of_one(form):
    if form in SIMPLE:
        return SIMPLE[form]
    if parts := LIST.match(form):
        least, most = (int(parts[2]), int(parts[2])) if parts[2] else (0, 6)
        return some.lists(of_form(parts[1]), min_size=least, max_size=most)
    inner = some.dictionaries(TEXTS, of_form(form[1:-1]), max_size=3)
    return some.one_of(inner, bases()) if form == "{array}" else inner


@cache
def cases_of(slug):
    return Inputs(3, hidden=True).cases(rubrics.load(slug))


@cache
def results_of(slug, probe):
    form = shapes(rubrics.load(slug).folder)[probe]
    return some.fixed_dictionaries({key: of_form(each) for key, each in form.items()})


class Forged:
    """The made-up result of each probe; too large to be shown when a test fails."""

    def __init__(self, results):
        self.results = results


class Sends:
    """A runner whose child sends one message, whatever it was asked."""

    def __init__(self, message):
        self.message = message

    def run(self, messages, limits):
        return Run("finished", self.message, asked=2)

    def close(self):
        pass


def reported(slug, message):
    """Everything that becomes of a message: recording, report, and what is written of it."""
    rubric = rubrics.load(slug)
    submission = Submission(slug, f"{slug}.py", "00", None, "", "")
    recording = record(submission, rubric, Inputs(3, hidden=True), Sends(message))
    assert Recording.from_json(recording.to_json()).to_json() == recording.to_json()
    report = judge(submission, recording, rubric, Scope(hidden=True))
    for text in (report_json(report), report_html(report), report_text(report, 80, False, False)):
        text.encode()
    return report


def faults(report):
    """What made a check stumble; a report with one has no score."""
    checks = [check for task in report.tasks for check in task.checks]
    return {check.hint for check in checks if check.verdict == "grader_error"}


def verdicts(report):
    return [check.verdict for task in report.tasks for check in task.checks]


@pytest.mark.parametrize("slug", rubrics.slugs())
def test_results_of_the_promised_form_never_stop_the_judge(slug):
    probes = {case.probe for case in cases_of(slug)}
    results = {probe: results_of(slug, probe) for probe in sorted(probes)}
    forged = some.fixed_dictionaries(results).map(Forged)

    @FEW
    @given(forged)
    def judged(made_up):
        outcomes = [
            {"ending": "returned", "result": made_up.results[case.probe], "seconds": 0}
            for case in cases_of(slug)
        ]
        report = reported(slug, json.dumps({"outcomes": outcomes}).encode())
        assert faults(report) == set()
        assert set(verdicts(report)) <= {"pass", "fail", "skipped"}
        assert sum(verdict == "pass" for verdict in verdicts(report)) < len(verdicts(report)) / 2

    judged()


@pytest.mark.parametrize("slug", rubrics.slugs())
def test_results_of_any_other_form_are_tampered(slug):
    @FEW
    @given(ANYTHING)
    def judged(result):
        outcome = {"ending": "returned", "result": result, "seconds": 0}
        outcomes = [outcome] * len(cases_of(slug))
        report = reported(slug, json.dumps({"outcomes": outcomes}).encode())
        assert set(verdicts(report)) <= {"tampered"}

    judged()


@FEW
@given(
    some.one_of(some.binary(max_size=80), ANYTHING.map(lambda value: json.dumps(value).encode()))
)
def test_a_message_of_no_form_at_all_is_tampered(message):
    assert set(verdicts(reported("schedules", message))) == {"tampered"}
