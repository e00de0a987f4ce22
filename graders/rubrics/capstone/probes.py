"""What `capstone` asks of a submission, and what is written down of the answer.

Runs in the child, beside the student's code. It measures and never compares, and it has no labels
of the images that it shows to the model. TensorFlow is imported inside the functions.
"""

from dataclasses import dataclass
from functools import cache
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from graders.child import ablation
from graders.child.plain import described
from graders.lab import arrays_of, load_digits_split, load_pretrained, named_variables

SEED = 7
VALIDATION_ROWS = 296
KERNEL = "/kernel"
NO_ANSWERS: dict[str, Any] = {"logits": None, "without_base": None}


def fine_tune(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The tuned base, and what the returned model says of images without labels.

    `logits` come from the model as it is, `without_base` while the base's kernels are zeros; each
    is None where no model was returned, or one whose output is not one array.
    """
    tuned = _tuned(submission, inputs.batch_norm)
    seen: dict[str, Any] = {"weights": tuned.weights(), "not_finite": []}
    if not tuned.is_model():
        told = described(tuned.returned)["text"]
        return seen | {"model": told} | NO_ANSWERS
    seen |= {"model": "keras.Model", "not_finite": tuned.not_finite()}
    return seen | _answers(tuned, inputs.images)


def _answers(tuned: "Tuned", images: Any) -> dict[str, Any]:
    kernels = tuned.kernels()
    logits = tuned.logits(images)
    with ablation.replaced(kernels, ablation.zeros(kernels)):
        return {"logits": logits, "without_base": tuned.logits(images)}


def statistics(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The tuned base once more, a case of its own: what became of its moving statistics.

    Known mistakes about accuracies say nothing about them; they belong to the other probe.
    """
    return {"weights": _tuned(submission, inputs.batch_norm).weights()}


@dataclass(frozen=True)
class Tuned:
    """What came back of one call, and the base's variables by name."""

    variables: dict[str, Any]
    returned: Any

    def is_model(self) -> bool:
        """Whether a Keras model was returned."""
        import keras

        return isinstance(self.returned, keras.Model)

    def weights(self) -> dict[str, Any]:
        """The base's variables as arrays, in float32 whatever Keras was set to."""
        arrays = arrays_of(self.variables)
        return {name: array.astype(np.float32) for name, array in arrays.items()}

    def kernels(self) -> list[Any]:
        """The kernels of the base."""
        return [v for name, v in self.variables.items() if name.endswith(KERNEL)]

    def logits(self, images: Any) -> Any:
        """The model's output for `images`, or None where it is not one array of numbers."""
        output = self.returned(np.array(images), training=False)
        try:
            return np.array(output.numpy(), np.float32)
        except (AttributeError, TypeError, ValueError):
            return None

    def not_finite(self) -> list[str]:
        """The names of the model's weights that hold an infinite number or NaN."""
        weights = self.returned.weights
        return [str(w.path) for w in weights if not np.isfinite(w.numpy().astype(float)).all()]


def _tuned(submission: ModuleType, batch_norm: bool) -> Tuned:
    """The result of the only call for this base; raises what the submission raised in it."""
    result = _called(submission, batch_norm)
    if isinstance(result, Exception):
        raise result
    return result


@cache
def _called(submission: ModuleType, batch_norm: bool) -> Tuned | Exception:
    import keras

    base = _bases()[batch_norm]
    variables = named_variables(base)
    split = load_digits_split()
    x_val, y_val = split.validation_x[:VALIDATION_ROWS], split.validation_y[:VALIDATION_ROWS]
    keras.utils.set_random_seed(SEED)
    try:
        returned = submission.fine_tune(base, split.target_x, split.target_y, x_val, y_val)
    except Exception as error:  # noqa: BLE001 - raised again in every case of this base
        return error
    return Tuned(variables, returned)


@cache
def _bases() -> dict[bool, Any]:
    """Both bases, made before the first call: it may change Keras's global settings."""
    return {batch_norm: load_pretrained(batch_norm, narrow=True)[0] for batch_norm in (False, True)}
