"""Trains the bases on the source digits; `python -m graders.calibration.pretrain` ships seed 0.

Adam 2e-3, batches of 32, 25 epochs, or 60 for a narrow base. The seed decides the first weights and
the order of the rows.
"""

import math
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.calibration.training import Part, Trainer, Weights
from graders.lab.digits import load_digits_split
from graders.lab.pretrained import arrays_of, build, named_variables, weights_file

LEARNING_RATE = 2e-3
EPOCHS = 25
NARROW_EPOCHS = 60
BATCH = 32
SHIPPED_SEED = 0


@cache
def _trainer(batch_norm: bool, narrow: bool) -> tuple[Trainer, Any, Any]:
    import keras

    base, head = build(batch_norm, narrow)
    model = keras.Model(base.input, head(base.output))
    split = load_digits_split()
    part = Part(model.trainable_variables, keras.optimizers.Adam())
    rows = (split.source_x, split.source_y)
    return Trainer(model, [part], rows, statistics=True), base, head


def pretrained_weights(batch_norm: bool, seed: int, narrow: bool = False) -> Weights:
    """Weights of base and source head, in Keras's order, trained from this seed's random ones."""
    import keras

    trainer, _, _ = _trainer(batch_norm, narrow)
    keras.utils.set_random_seed(seed)
    first, head = build(batch_norm, narrow)
    trainer.start([*first.get_weights(), *head.get_weights()])
    epochs = NARROW_EPOCHS if narrow else EPOCHS
    steps = epochs * math.ceil(len(load_digits_split().source_x) / BATCH)
    trainer.train([[LEARNING_RATE]] * steps, BATCH, seed)
    return trainer.weights()


def pretrained_arrays(
    batch_norm: bool, narrow: bool = False, seed: int = SHIPPED_SEED
) -> dict[str, NDArray[Any]]:
    """The same by name, as the shipped file holds them."""
    pretrained_weights(batch_norm, seed, narrow)
    _, base, head = _trainer(batch_norm, narrow)
    return arrays_of(named_variables(base) | named_variables(head))


if __name__ == "__main__":
    for narrow, batch_norm in product((False, True), repeat=2):
        path = weights_file(batch_norm, narrow)
        arrays = pretrained_arrays(batch_norm, narrow)
        np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
        print(f"{path}: {path.stat().st_size} bytes")
