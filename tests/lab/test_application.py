"""A base from keras.applications works with the code that is written for the digits base."""

import keras
import numpy as np
import pytest

from graders.lab import load_application, named_variables

SMALL = {"weights": None, "input_shape": (32, 32, 3), "alpha": 0.25}


IMAGES = np.random.default_rng(0).uniform(-1, 1, (8, 32, 32, 3))


@pytest.fixture(scope="module")
def base():
    keras.utils.set_random_seed(0)
    base = load_application("MobileNet", **SMALL)
    settle(base)
    return base


def normalisations(base):
    return [x for x in base.layers if isinstance(x, keras.layers.BatchNormalization)]


def settle(base):
    """Statistics that fit the random weights, without which no signal comes through."""
    for layer in normalisations(base):
        layer.momentum = 0.0
    base(IMAGES, training=True)
    for layer in normalisations(base):
        layer.momentum = 0.99


def test_a_base_is_flat_and_gives_feature_vectors(base):
    assert base.output_shape == (None, 256)
    assert not any(isinstance(layer, keras.Model) for layer in base.layers)
    assert len(named_variables(base)) == len(base.weights)


def test_what_is_written_for_the_digits_base_trains_the_end_of_a_larger_one(base):
    start = [layer.name for layer in base.layers].index("conv_dw_13")
    for place, layer in enumerate(base.layers):
        layer.trainable = place >= start and layer not in normalisations(base)
    model = keras.Sequential([base, keras.layers.Dense(5)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(1e-3), loss, jit_compile=False)
    before = {name: np.array(variable.numpy()) for name, variable in named_variables(base).items()}
    model.fit(IMAGES, np.arange(8) % 5, epochs=1, batch_size=8, verbose=0)
    changed = {
        name
        for name, variable in named_variables(base).items()
        if variable.numpy().tobytes() != before[name].tobytes()
    }
    assert changed == {"conv_dw_13/kernel", "conv_pw_13/kernel"}


def test_a_name_that_is_none_is_refused_with_the_names_that_are():
    with pytest.raises(ValueError, match=r"no network 'mobilenet3'; it has .*MobileNetV2"):
        load_application("mobilenet3")


def test_weights_that_cannot_be_downloaded_are_told_with_the_remedy(monkeypatch):
    def make(**_):
        raise Exception("URL fetch failure on https://example.org: None -- no network")

    monkeypatch.setattr(keras.applications, "MobileNet", make)
    with pytest.raises(OSError, match="pass the path of a weights file, or weights=None"):
        load_application("MobileNet")


def test_other_faults_of_the_network_stay_what_they_are():
    with pytest.raises(ValueError, match=r"input_shape|Input size"):
        load_application("MobileNet", weights=None, input_shape=(8, 8, 3))
