"""The behaviours of Keras that the course relies on, each tried on the installed version.

A failure here is no fault of this project: Keras changed. The message says what depends on it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .fact import Fact, collect

FACTS = collect()
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "OPENBLAS_NUM_THREADS": "1"}
ALLOWED_SECONDS = 25


def told(one: Fact, versions: dict[str, str], found: str) -> str:
    """What a person must know when a fact no longer holds."""
    installed = " on ".join(f"{name} {version}" for name, version in versions.items())
    fact = one.holds.__name__.replace("_", " ")
    return (
        f"With {installed} this is no longer so: {fact} (fact {one.number}).\n"
        f"Seen: {found}.\nThe course relies on it: {one.course}."
    )


@pytest.fixture(scope="session")
def tried():
    """All facts, tried in one process: its JSON, and how many processor seconds it took."""
    before = os.times()
    run = subprocess.run(
        [sys.executable, "-m", "canaries.fact"],
        cwd=Path(__file__).parents[1], env=os.environ | QUIET, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    after = os.times()
    assert run.returncode == 0, run.stderr
    spent = after.children_user + after.children_system
    return json.loads(run.stdout), spent - before.children_user - before.children_system


@pytest.mark.parametrize("one", FACTS, ids=[one.name for one in FACTS])
def test_keras(tried, one):
    result, _ = tried
    found = result["found"][one.name]
    if found is not None:
        pytest.fail(told(one, result["versions"], found), pytrace=False)


def test_all_facts_of_the_curriculum_are_tried():
    assert {one.number for one in FACTS} >= set(range(1, 12))
    assert len({one.name for one in FACTS}) == len(FACTS)


def test_the_canaries_are_quick(tried):
    _, seconds = tried
    assert seconds < ALLOWED_SECONDS


def test_a_fact_that_changed_is_told_with_the_versions_and_what_depends_on_it():
    def weights_are_green():
        """Never tried."""

    one = Fact(3, "the colours of the plots", weights_are_green)
    assert told(one, {"Keras": "9.1", "TensorFlow": "3.0"}, "they are blue") == (
        "With Keras 9.1 on TensorFlow 3.0 this is no longer so: weights are green (fact 3).\n"
        "Seen: they are blue.\nThe course relies on it: the colours of the plots."
    )
