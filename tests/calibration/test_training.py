"""The training loop makes the updates that `fit` makes, and starts anew each time."""

import keras
import numpy as np
import pytest

from graders.calibration.runs import Recipe
from graders.calibration.training import Part, Trainer
from graders.lab import load_digits_split, load_pretrained

ROWS = 50
BATCH = 24
SGD = keras.optimizers.SGD


def small_trainer(optimizers):
    base, head = load_pretrained(False)
    model = keras.Model(base.input, head(base.output))
    split = load_digits_split()
    rows = (split.target_x[:ROWS], split.target_y[:ROWS])
    variables = (base.trainable_variables, head.weights)
    parts = [Part(part, make()) for part, make in zip(variables, optimizers, strict=True)]
    return Trainer(model, parts, rows), model, rows


@pytest.mark.parametrize("optimizer", [SGD, lambda: SGD(momentum=0.9), keras.optimizers.Adam])
def test_it_makes_the_updates_that_keras_makes(optimizer):
    trainer, model, (x, y) = small_trainer([optimizer, optimizer])
    first = model.get_weights()
    losses = trainer.train([[1e-3, 1e-3]] * 6, BATCH, seed=3)
    seen = trainer.weights()

    model.set_weights(first)
    fresh = optimizer()
    fresh.learning_rate = 1e-3
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(fresh, loss, jit_compile=False)
    generator = np.random.default_rng(3)
    expected = []
    for _ in range(2):
        order = generator.permutation(ROWS)
        for rows in (order[:24], order[24:48], order[48:]):
            expected.append(float(model.train_on_batch(x[rows], y[rows], return_dict=True)["loss"]))
            model.reset_metrics()
    np.testing.assert_allclose(losses, expected, rtol=1e-4)
    for mine, theirs in zip(seen, model.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=2e-6)


def test_each_part_moves_at_its_own_rate():
    trainer, model, _ = small_trainer([SGD, SGD])
    before = model.get_weights()
    trainer.train([[0.0, 0.1]] * 2, BATCH, seed=0)
    moved = [not np.array_equal(a, b) for a, b in zip(before, trainer.weights(), strict=True)]
    assert moved == [False] * 6 + [True] * 2


def test_a_second_start_is_the_first_one_to_the_bit():
    trainer, model, _ = small_trainer([keras.optimizers.Adam, keras.optimizers.Adam])
    first = model.get_weights()
    runs = []
    for _ in range(2):
        trainer.start(first)
        runs.append(trainer.train([[1e-2, 1e-2]] * 3, BATCH, seed=5).tobytes())
    assert runs[0] == runs[1]


def test_the_schedule_climbs_to_the_peak_and_falls_to_nearly_nothing():
    rates = Recipe("adam", 2e-3, 4e-3, "warmup_cosine").rates()
    assert rates.shape == (100, 2)
    assert rates[0].tolist() == [0, 0]
    assert rates[10].tolist() == [2e-3, 4e-3] == rates.max(axis=0).tolist()
    assert rates[99, 0] < 2e-6
    assert np.unique(Recipe("adam", 1e-3, 1e-3).rates()).tolist() == [1e-3]
