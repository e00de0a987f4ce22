"""The shipped rows of the digits task: as documented, and without what is held back."""

import doctest

import numpy as np

from graders.judge.digits import HELD_BACK
from graders.lab import digits, load_digits_split


def test_each_part_has_its_rows_in_the_form_that_keras_takes():
    split = load_digits_split()
    for images, labels, rows in zip(split[::2], split[1::2], (600, 240, 360), strict=True):
        assert (images.shape, images.dtype) == ((rows, 8, 8, 1), np.float32)
        assert (labels.shape, labels.dtype) == ((rows,), np.int64)
        assert (images.min(), images.max()) == (0, 1)
        assert set(labels) == set(range(5))


def test_two_calls_share_no_array():
    first, second = load_digits_split(), load_digits_split()
    first.target_x[:] = 7
    assert second.target_x.max() == 1


def test_no_held_back_image_is_in_a_file_that_students_get():
    split = load_digits_split()
    shipped = {(image * 16).astype(np.uint8).tobytes() for x in split[::2] for image in x}
    with np.load(HELD_BACK) as arrays:
        held_back = {x.tobytes() for name in ("source_x", "target_x") for x in arrays[name]}
    assert len(held_back) == 301 + 296
    assert not shipped & held_back


def test_the_example_in_the_documentation_is_right():
    assert doctest.testmod(digits).failed == 0
