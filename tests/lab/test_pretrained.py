"""The bases that ship: flat, well named, trained, and the same for everyone."""

import numpy as np
import pytest

from graders.lab import arrays_of, load_digits_split, load_pretrained, named_variables

PLAIN = ["images", "conv1", "conv2", "flatten", "feat"]
NORMALISED = ["images", "conv1", "bn1", "relu1", "conv2", "bn2", "relu2", "flatten", "feat"]


@pytest.mark.parametrize(("batch_norm", "names"), [(False, PLAIN), (True, NORMALISED)])
def test_a_base_is_flat_and_gives_feature_vectors(batch_norm, names):
    base, _ = load_pretrained(batch_norm)
    assert [layer.name for layer in base.layers] == names
    assert base.input_shape == (None, 8, 8, 1)
    assert base.output_shape == (None, 32)


@pytest.mark.parametrize(("batch_norm", "names"), [(False, PLAIN), (True, NORMALISED)])
def test_a_narrow_base_gives_twelve_features_from_minus_one_to_one(batch_norm, names):
    base, _ = load_pretrained(batch_norm, narrow=True)
    assert [layer.name for layer in base.layers] == [*names[:-1], "narrow"]
    features = np.array(base(load_digits_split().target_x, training=False))
    assert features.shape == (240, 12)
    assert np.abs(features).max() <= 1


def test_the_plain_base_with_a_head_has_the_stated_size():
    base, head = load_pretrained(False)
    assert base.count_params() + head.count_params() == 9637


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("batch_norm", [False, True])
def test_the_head_on_the_base_knows_the_source_task(batch_norm, narrow):
    base, head = load_pretrained(batch_norm, narrow)
    split = load_digits_split()
    logits = np.array(head(base(split.source_x, training=False)))
    assert np.mean(logits.argmax(axis=1) == split.source_y) >= 0.99


def test_two_calls_share_nothing():
    first, _ = load_pretrained(True)
    second, _ = load_pretrained(True)
    first.get_layer("conv1").kernel.assign(np.zeros((3, 3, 1, 8)))
    assert np.any(second.get_layer("conv1").kernel.numpy())


def test_the_variables_stay_named_whatever_becomes_of_the_layers():
    base, head = load_pretrained(True)
    variables = named_variables(base)
    assert len(variables) == len(base.weights) == 12
    assert {"conv1/kernel", "bn2/moving_variance", "feat/bias"} <= set(variables)
    assert set(named_variables(head)) == {"source_head/kernel", "source_head/bias"}
    base.get_layer("feat").bias.assign(np.ones(32))
    assert arrays_of(variables)["feat/bias"].tolist() == [1.0] * 32
