"""The script that makes the digits files makes exactly the files that ship."""

import numpy as np
import pytest

from graders.authoring.digits import HELD_BACK, SHIPPED, split, write


@pytest.mark.parametrize(("place", "path"), [(0, SHIPPED), (1, HELD_BACK)])
def test_the_script_reproduces_a_shipped_file(tmp_path, place, path):
    again = tmp_path / "again.npz"
    write(again, split()[place])
    with np.load(again) as made, np.load(path) as kept:
        assert sorted(made.files) == sorted(kept.files)
        for name in kept.files:
            assert made[name].dtype == kept[name].dtype
            np.testing.assert_array_equal(made[name], kept[name])


def test_a_row_is_in_one_part_only_and_none_is_lost():
    shipped, held_back = split()
    source = [shipped["source_x"], held_back["source_x"]]
    target = [shipped["target_x"], shipped["validation_x"], held_back["target_x"]]
    assert [len(part) for part in (*source, *target)] == [600, 301, 240, 360, 296]
    distinct = {image.tobytes() for part in (*source, *target) for image in part}
    assert len(distinct) == 1797
