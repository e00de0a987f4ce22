"""A base that was trained tells labels apart better than chance does; one that was shaken does not."""

import keras
import numpy as np
import pytest

from graders.judge.digits import training_rows
from graders.judge.forward import HEAD, shipped
from graders.judge.separation import gain_over_chance, numbers_of
from graders.judge.zones import BETTER_THAN_CHANCE
from graders.lab import arrays_of, load_pretrained, named_variables

both = pytest.mark.parametrize("batch_norm", [False, True])


def start(batch_norm):
    return {name: array for name, array in shipped(batch_norm).items() if name not in HEAD}


def with_kernels(batch_norm, change):
    weights = start(batch_norm)
    return {n: change(w) if n.endswith("kernel") else w for n, w in weights.items()}


@both
def test_nothing_is_gained_where_nothing_moved(batch_norm):
    assert gain_over_chance(start(batch_norm)) == 0


@both
@pytest.mark.parametrize("factor", [1.02, 3.0, -1.0])
def test_nothing_is_gained_by_multiplying(batch_norm, factor):
    weights = with_kernels(batch_norm, lambda kernel: np.float32(factor) * kernel)
    assert gain_over_chance(weights) == 0


@both
@pytest.mark.parametrize("share", [0.02, 0.3, 1.0])
def test_nothing_is_gained_by_noise(batch_norm, share):
    """Without a search for a lucky one: one in ten gains as much as is asked."""
    gains = []
    for seed in range(5):
        random = np.random.default_rng(seed)
        noisy = with_kernels(
            batch_norm,
            lambda kernel, random=random: (
                kernel + share * np.std(kernel) * random.normal(size=kernel.shape)
            ).astype(np.float32),
        )
        gains.append(gain_over_chance(noisy))
    assert np.median(gains) < 1.7
    assert max(gains) < 3.5


@both
def test_weights_that_are_no_numbers_gain_nothing_that_passes(batch_norm):
    weights = with_kernels(batch_norm, lambda kernel: np.full_like(kernel, np.nan))
    assert not gain_over_chance(weights) >= BETTER_THAN_CHANCE


@both
@pytest.mark.parametrize("layer", ["conv1", "conv2", "feat"])
def test_a_training_of_one_layer_is_seen_in_whatever_layer_it_shows(batch_norm, layer):
    base, _ = load_pretrained(batch_norm)
    variables = named_variables(base)
    keras.utils.set_random_seed(3)
    model = keras.Model(base.input, keras.layers.Dense(5)(base.output))
    images, labels = training_rows()
    for phase, epochs in (("head", 20), (layer, 25)):
        for part in base.layers:
            part.trainable = part.name == phase
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(keras.optimizers.Adam(3e-3), loss, jit_compile=False)
        model.fit(images, labels, batch_size=48, epochs=epochs, verbose=0)
    gain = gain_over_chance({n: a.astype(np.float32) for n, a in arrays_of(variables).items()})
    assert gain > BETTER_THAN_CHANCE


def test_the_numbers_are_those_of_the_definition():
    """Two of them by a way of their own: variances, and ridge regression in its primal form."""
    weights = start(batch_norm=False)
    images, labels = training_rows()
    numbers = numbers_of(weights, images, labels)
    base, _ = load_pretrained(batch_norm=False)
    features = np.array(base(images), np.float64)
    within = sum(features[labels == k].var(axis=0).sum() * np.mean(labels == k) for k in range(5))
    assert numbers[6] == pytest.approx(1 - within / features.var(axis=0).sum(), rel=1e-4)
    centred = features - features.mean(axis=0)
    wanted = np.eye(5)[labels] - np.eye(5)[labels].mean(axis=0)
    ridge = 0.1 * np.sum(centred**2)
    fit = np.linalg.solve(centred.T @ centred + ridge * np.eye(32), centred.T @ wanted)
    left = np.sum((wanted - centred @ fit) ** 2) / np.sum(wanted**2)
    assert numbers[7] == pytest.approx(1 - left, rel=1e-4)
