"""What `plateaus` asks of a submission, and what is written down of the answer.

Runs in the child, beside the student's code. It measures and never compares. TensorFlow and
Keras are imported inside the functions.
"""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from graders.child.plain import described
from graders.lab.scripted import fit_on_script

RATE, OTHER_RATE = 1e-7, 5e-8
Batch = tuple[str, np.ndarray]

SEED = 7


def plateau_callbacks(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Rates and weights of each epoch of a scripted fit, the weights at its end, what is watched.

    What is watched is evidence for the name of a mistake, and no more.
    """
    callbacks = submission.plateau_callbacks(inputs.factor, inputs.patience, inputs.min_lr)
    losses = [float("nan") if loss is None else loss for loss in inputs.losses]
    fit = fit_on_script(callbacks, losses, inputs.first_lr)
    watched = [getattr(callback, "monitor", None) for callback in _flat(callbacks)]
    return {
        "rates": fit.rates,
        "weights": fit.weights,
        "final": fit.final,
        "watched": [name for name in watched if isinstance(name, str)],
    }


def plateau_callbacks_apart(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Rates with two lists of other settings alive, and whether equal calls share an object."""
    settings, other = (inputs.factor, inputs.patience, inputs.min_lr), inputs.other
    first = submission.plateau_callbacks(*settings)
    second = submission.plateau_callbacks(other["factor"], other["patience"], other["min_lr"])
    again = submission.plateau_callbacks(*settings)
    kept = {id(callback) for callback in _flat(first)}
    return {
        "rates": fit_on_script(first, inputs.losses, inputs.first_lr).rates,
        "other_rates": fit_on_script(second, inputs.losses, inputs.first_lr).rates,
        "shared": any(id(callback) in kept for callback in _flat(again)),
    }


def fit_with_plateau(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The rows that were trained on, those evaluated after each epoch, and what came back."""
    import keras

    keras.utils.set_random_seed(SEED)  # What comes back may be quoted: the same in every run.
    model, seen = _recording_model()
    optimizer = model.optimizer
    callback = _stopping(inputs.stop_after)
    x, y, x_val, y_val = (
        np.array(getattr(inputs, name), "float32")[:, None] for name in ("x", "y", "x_val", "y_val")
    )
    returned = submission.fit_with_plateau(model, x, y, x_val, y_val, inputs.epochs, [callback])
    is_history = isinstance(returned, keras.callbacks.History)
    return {
        "trained": _joined([rows for kind, rows in seen if kind == "train"]),
        "evaluated": _after_training(seen),
        "heard": callback.heard,
        "kept": model.optimizer is optimizer,
        "returned": described(returned),
        "history": returned.history if is_history else None,
    }


def _flat(callbacks: Any) -> list[Any]:
    """The callbacks of a list, in the way `fit` reads it."""
    import keras

    return list(keras.tree.flatten(callbacks))


def _recording_model() -> tuple[Any, list[Batch]]:
    """A compiled model, and the batches that its training and evaluation steps get, in order.

    It always runs eagerly, so that a step sees numbers.
    """
    import keras

    seen: list[Batch] = []

    class Recording(keras.Sequential):  # type: ignore[misc]
        def compile(self, *args: Any, **kwargs: Any) -> None:
            super().compile(*args, **kwargs | {"run_eagerly": True, "jit_compile": False})

        def train_step(self, data: Any) -> Any:
            seen.append(("train", _rows(data)))
            return super().train_step(data)

        def test_step(self, data: Any) -> Any:
            seen.append(("test", _rows(data)))
            return super().test_step(data)

    model = Recording([keras.Input((1,)), keras.layers.Dense(1, kernel_initializer="zeros")])
    model.compile(keras.optimizers.SGD(RATE), "mean_squared_error", auto_scale_loss=False)
    return model, seen


def _rows(data: Any) -> np.ndarray:
    """A batch as rows of x and y."""
    import keras

    x, y, _ = keras.utils.unpack_x_y_sample_weight(data)
    return np.stack([np.ravel(x), np.ravel(y)], axis=1)


def _joined(batches: Iterable[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.zeros((0, 2)), *batches])


def _after_training(seen: list[Batch]) -> list[np.ndarray]:
    """For each stretch of training, the rows that were evaluated after it."""
    stretches = [(kind, list(part)) for kind, part in groupby(seen, key=itemgetter(0))]
    later = [stretch for stretch in stretches[1:] if stretch[0] == "test"]
    return [_joined(rows for _, rows in part) for _, part in later]


def _stopping(after: int) -> Any:
    """A callback that sets the rate after each epoch, as a plateau's does, and stops training."""
    import keras

    class Stopping(keras.callbacks.Callback):  # type: ignore[misc]
        heard = 0

        def on_epoch_end(self, epoch: int, logs: object = None) -> None:
            self.heard += 1
            self.model.optimizer.learning_rate = OTHER_RATE
            if self.heard >= after:
                self.model.stop_training = True

    return Stopping()
