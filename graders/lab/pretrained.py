"""The small bases that ship with the course, trained on the digits 0 to 4, and their source heads.

Flat functional models, plain and with BatchNormalization, from images (8, 8, 1) to 32 features, or
to 12 in the narrow form. Building them is all this module does; their training stands in
`graders.calibration.pretrain`. TensorFlow is imported inside the functions.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent
CLASSES = 5
FEATURES = 32
NARROW_FEATURES = 12


def load_pretrained(batch_norm: bool, narrow: bool = False) -> tuple[Any, Any]:
    """The base and the head of its source task, with their trained weights; new at each call.

    The base is a `keras.Model` from images (n, 8, 8, 1) to features (n, 32), with the layers
    conv1, conv2, flatten, feat; with `batch_norm`, each convolution is followed by bn1, relu1 (or
    bn2, relu2). A `narrow` base ends in the layer narrow instead of feat: 12 features (n, 12) from
    -1 to 1, which tell the digits 0 to 4 apart and other digits hardly. The head is a `Dense` layer
    from the features to logits for the digits 0 to 4: `head(base(images))`.
    """
    base, head = build(batch_norm, narrow)
    with np.load(weights_file(batch_norm, narrow)) as arrays:
        for name, variable in (named_variables(base) | named_variables(head)).items():
            variable.assign(arrays[name])
    return base, head


def weights_file(batch_norm: bool, narrow: bool = False) -> Path:
    """The file of the shipped weights, one array for each name of `named_variables`."""
    return FOLDER / f"{_name(batch_norm, narrow)}.npz"


def _name(batch_norm: bool, narrow: bool) -> str:
    return "cnn" + "_bn" * batch_norm + "_narrow" * narrow


def build(batch_norm: bool, narrow: bool = False) -> tuple[Any, Any]:
    """The same base and source head with new random weights (Keras's own seed)."""
    import keras

    images = keras.Input((8, 8, 1), name="images")
    x = _convolution(images, 1, filters=8, strides=1, batch_norm=batch_norm)
    x = _convolution(x, 2, filters=16, strides=2, batch_norm=batch_norm)
    x = keras.layers.Flatten(name="flatten")(x)
    if narrow:
        x = keras.layers.Dense(NARROW_FEATURES, activation="tanh", name="narrow")(x)
    else:
        x = keras.layers.Dense(FEATURES, activation="relu", name="feat")(x)
    base = keras.Model(images, x, name=_name(batch_norm, narrow))
    head = keras.layers.Dense(CLASSES, name="source_head")
    head.build(x.shape)
    return base, head


def _convolution(x: Any, number: int, *, filters: int, strides: int, batch_norm: bool) -> Any:
    import keras

    layers = keras.layers
    activation = None if batch_norm else "relu"
    x = layers.Conv2D(
        filters,
        3,
        strides=strides,
        padding="same",
        activation=activation,
        use_bias=not batch_norm,
        name=f"conv{number}",
    )(x)
    if not batch_norm:
        return x
    x = layers.BatchNormalization(momentum=0.9, name=f"bn{number}")(x)
    return layers.ReLU(name=f"relu{number}")(x)


def named_variables(layer: Any) -> dict[str, Any]:
    """The variables of a base or of one layer, by names such as `conv1/kernel`.

    Read it before the model is handed on: the names are taken once, the variables stay live.
    """
    layers = getattr(layer, "layers", [layer])
    return {
        f"{part.name}/{variable.name}": variable for part in layers for variable in part.weights
    }


def arrays_of(variables: dict[str, Any]) -> dict[str, NDArray[Any]]:
    """What the variables hold now, as arrays of their own."""
    return {name: np.array(variable.numpy()) for name, variable in variables.items()}
