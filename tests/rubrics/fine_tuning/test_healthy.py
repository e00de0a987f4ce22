"""Against which loss a spike of the student's own losses is measured."""

from graders.rubrics.fine_tuning.checks import _largest_loss


def test_a_spike_is_measured_against_the_loss_at_the_start():
    assert _largest_loss([0.3, 0.9, float("nan"), 0.2], 0.5) == 0.9


def test_a_summed_loss_or_a_penalty_is_measured_against_the_first_batch():
    assert _largest_loss([12.0, 24.0, 3.0], 0.5) == 1.0


def test_no_loss_is_no_spike():
    assert _largest_loss([], 0.5) == 0.0
