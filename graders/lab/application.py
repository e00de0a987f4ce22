"""A larger base of the user's own choice: any network of `keras.applications`, features out.

It chooses and builds; images and their scaling stay with the caller. TensorFlow is imported
inside the function.
"""

from typing import Any


def load_application(name: str, weights: str | None = "imagenet", **options: Any) -> Any:
    """The network called `name` ("MobileNetV2", ...) as a base: images in, feature vectors out.

    `weights`: "imagenet" (Keras downloads them once), a path to a weights file, or None for
    random ones, which are for trying code out: their features are all but 0 until the statistics
    of the BatchNormalization layers fit them. `options` go to the network's own function:
    `input_shape=(96, 96, 3)`, `alpha=0.35`. Scale the images as that network's
    `preprocess_input` does. The base is a flat `keras.Model`, so that what you write for the
    digits base works with it.

    Raises ValueError for a name that is none, OSError when the weights cannot be had.
    """
    import keras

    make = getattr(keras.applications, name, None)
    if not callable(make):
        known = ", ".join(item for item in dir(keras.applications) if item[0].isupper())
        raise ValueError(f"keras.applications has no network {name!r}; it has {known}")
    try:
        return make(include_top=False, pooling="avg", weights=weights, **options)
    except Exception as error:
        if not str(error).startswith("URL fetch failure"):
            raise
        raise OSError(
            f"the {weights} weights of {name} could not be downloaded ({error}); where there is "
            "no network, pass the path of a weights file, or weights=None for random ones"
        ) from error
