"""The images that a submission has to label: drawn anew for each seed, with labels kept here."""

import numpy as np
import pytest

from graders.judge import digits
from graders.judge.digits import BRIGHTNESS, NOISE, drawn, labels_of, source_rows, target_rows


def order_of(seed):
    return np.random.default_rng(seed).permutation(296)


@pytest.mark.parametrize("which", ["validation", "test"])
def test_there_are_296_target_rows_of_five_classes(which):
    images, labels = target_rows(which)
    assert images.shape == (296, 8, 8, 1)
    assert images.dtype == np.float32
    assert np.bincount(labels).min() > 40


def test_the_source_rows_are_the_held_back_or_the_shipped_ones():
    assert len(source_rows("test")[0]) == 301
    assert len(source_rows("validation")[0]) == 600


@pytest.mark.parametrize("which", ["validation", "test"])
@pytest.mark.parametrize("seed", range(20))
def test_labels_are_found_again_from_the_drawn_images(which, seed):
    images = drawn(which, np.random.default_rng(seed))
    assert (labels_of(which, images) == target_rows(which)[1][order_of(seed)]).all()


def test_a_drawn_image_is_a_little_different_from_its_row():
    images = drawn("test", np.random.default_rng(4))
    change = np.abs(images - target_rows("test")[0][order_of(4)]).max(axis=(1, 2, 3))
    assert change.min() > 0.001
    assert change.max() <= BRIGHTNESS + NOISE
    assert images.min() >= 0


def test_the_same_seed_draws_the_same_images_and_another_does_not():
    first, again, other = (drawn("test", np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()


def test_rows_are_far_enough_apart_for_their_labels_to_be_found():
    for which in ("validation", "test"):
        rows, _ = target_rows(which)
        apart = np.abs(rows[None] - rows[:, None]).max(axis=(2, 3, 4)) + 9 * np.eye(296)
        assert apart.min() > 2 * (BRIGHTNESS + NOISE)


def test_an_image_that_was_not_drawn_has_no_label():
    with pytest.raises(ValueError, match="not drawn from the test rows"):
        labels_of("test", drawn("validation", np.random.default_rng(0)))


def test_students_have_no_held_back_file_and_the_judge_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(digits, "HELD_BACK", tmp_path / "digits.npz")
    assert not digits.has_test_rows()
    with pytest.raises(FileNotFoundError):
        target_rows("test")
