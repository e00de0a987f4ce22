"""What a run measures, from a start to its numbers; the real thing, with one seed."""

import pytest

from graders.calibration import runs
from graders.calibration.runs import Recipe, fine_tuned, start
from graders.lab import load_pretrained


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "batch norm"])
def begin(request):
    """A start from the shipped base, which spares the pretraining."""
    base, head = load_pretrained(request.param)
    weights = [*base.get_weights(), *head.get_weights()]
    patch = pytest.MonkeyPatch()
    patch.setattr(runs, "_pretrained", lambda batch_norm, seed, narrow: weights)
    yield start(request.param, 0, 0)
    patch.undo()


def test_a_linear_probe_leaves_the_base_and_learns_most_of_the_target(begin):
    assert begin.seen.source == 1.0
    assert begin.seen.target > 0.6


def test_a_good_rate_learns_and_forgets_nothing(begin):
    numbers, losses = fine_tuned(begin, Recipe("adam", 1e-3, 1e-3))
    assert len(losses) == 100
    assert numbers["final_loss"] < 0.3 * numbers["initial_loss"]
    assert numbers["source_before"] - numbers["source_after"] < 0.1
    assert numbers["target_after"] > 0.9
    assert numbers["moved"] > 0.05
    assert numbers["without_base"] < 0.4


def test_a_rate_that_is_too_high_forgets(begin):
    numbers, _ = fine_tuned(begin, Recipe("adam", 3e-2, 3e-2))
    assert numbers["source_before"] - numbers["source_after"] > 0.2


def test_a_run_leaves_nothing_behind_for_the_next(begin):
    first = fine_tuned(begin, Recipe("momentum", 1e-3, 1e-3))
    fine_tuned(begin, Recipe("momentum", 1.0, 1.0))
    assert fine_tuned(begin, Recipe("momentum", 1e-3, 1e-3)) == first
