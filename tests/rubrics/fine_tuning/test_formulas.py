"""What the judge computes for `fine_tuning`, against numbers written down by hand."""

import pytest

from graders.rubrics.fine_tuning import formulas


def test_the_top_group_has_the_top_rate_and_each_below_it_less():
    assert formulas.layer_lrs(3, 0.01, 0.5) == [0.0025, 0.005, 0.01]


@pytest.mark.parametrize(
    ("epoch", "groups"), [(0, [3]), (1, [2, 3]), (3, [0, 1, 2, 3]), (9, [0, 1, 2, 3])]
)
def test_one_more_group_an_epoch_until_all_train(epoch, groups):
    assert formulas.trainable_groups(epoch, 4) == groups


def test_adam_moves_by_the_rate_and_turns_round_slowly():
    moves = formulas.adam_moves([1, 1, -1], 0.1)
    # m = 0.9 * 0.19 - 0.1 = 0.071, corrected by 1 - 0.9 ** 3 = 0.271.
    assert moves == pytest.approx([0.1, 0.1, 0.1 * 0.071 / 0.271])


def test_a_sign_alone_decides_the_first_move():
    assert formulas.adam_moves([-1], 0.02) == pytest.approx([-0.02])
