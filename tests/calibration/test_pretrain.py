"""The script that trains the bases reproduces the weights that ship."""

import os
import subprocess
import sys

import numpy as np
import pytest

from graders.lab.pretrained import weights_file
from graders.sandbox.settings import ENVIRONMENT

TRAIN_AGAIN = """
import sys
import numpy as np
from graders.calibration.pretrain import pretrained_arrays
for number, path in enumerate(sys.argv[1:]):
    np.savez(path, **pretrained_arrays(batch_norm=number % 2 == 1, narrow=number >= 2))
"""


@pytest.mark.slow
def test_training_again_gives_the_shipped_weights(tmp_path):
    paths = [tmp_path / f"{number}.npz" for number in range(4)]
    command = [sys.executable, "-c", TRAIN_AGAIN, *map(str, paths)]
    subprocess.run(command, env={**os.environ, **ENVIRONMENT}, check=True)
    for number, path in enumerate(paths):
        shipped = weights_file(batch_norm=number % 2 == 1, narrow=number >= 2)
        with np.load(path) as made, np.load(shipped) as kept:
            assert made.files == kept.files
            for name in kept.files:
                np.testing.assert_allclose(made[name], kept[name], rtol=0, atol=2e-3, err_msg=name)
