"""What `capstone` asks of a submission, and what is written down of the answer.

Runs in the child, beside the student's code. It measures and never compares, and it has no labels
of the images that it shows to the model. TensorFlow is imported inside the functions.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from graders.child import ablation
from graders.child.attempt import told
from graders.child.plain import described
from graders.lab import arrays_of, load_digits_split, load_pretrained, named_variables

SEED = 7
CALLS = 3
"""For each base: with the digits, and twice with other labels."""
VALIDATION_ROWS = 296
KERNEL = "/kernel"
NO_ANSWERS: dict[str, Any] = {"logits": None, "without_base": None}


def fine_tune(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The base, tuned with the digits and twice with other labels; what a model says of images.

    `logits` come from the model as it is, `without_base` while the base's kernels are zeros; each
    is None where no model was returned, or one whose output is not one array.
    """
    tuned, others = _tuned(submission, inputs)
    seen: dict[str, Any] = {"weights": tuned.weights, "not_finite": []} | others
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
    tuned, others = _tuned(submission, inputs)
    return {"weights": tuned.weights} | others


@dataclass(frozen=True)
class Tuned:
    """What came back of one call; the base's variables by name, and what they held then."""

    variables: dict[str, Any]
    returned: Any
    weights: dict[str, Any]

    def is_model(self) -> bool:
        """Whether a Keras model was returned."""
        import keras

        return isinstance(self.returned, keras.Model)

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


def _tuned(submission: ModuleType, inputs: SimpleNamespace) -> tuple[Tuned, dict[str, Any]]:
    """What came of the digits, and of other labels; raises what the call with the digits raised.

    Of other labels: the weights of both bases as `others`, none where a call raised, and the text
    of that as `raised_with_others`.
    """
    labellings = [(tuple(labels["y"]), tuple(labels["y_val"])) for labels in inputs.labellings]
    tuned, *others = (
        _called(submission, inputs.batch_norm, number, labels)
        for number, labels in enumerate([None, *labellings])
    )
    if isinstance(tuned, Exception):
        raise tuned
    raised = [_in_words(other, submission) for other in others if isinstance(other, Exception)]
    weights = [other.weights for other in others if isinstance(other, Tuned)]
    return tuned, {"others": [] if raised else weights, "raised_with_others": "".join(raised[:1])}


def _in_words(error: Exception, submission: ModuleType) -> str:
    seen = told(error, str(submission.__file__))
    line = f"line {seen['line']}: " if seen["line"] else ""
    return f"{line}{seen['type']}: {seen['message']}"


@cache
def _called(
    submission: ModuleType, batch_norm: bool, number: int, labels: Any
) -> Tuned | Exception:
    """The call of this `number`, with the digits for labels where none are given."""
    import keras

    base = _bases()[batch_norm, number]
    variables = named_variables(base)
    split = load_digits_split()
    x_val, y, y_val = split.validation_x[:VALIDATION_ROWS], split.target_y, split.validation_y
    y_val = y_val[:VALIDATION_ROWS]
    if labels is not None:
        y, y_val = (
            np.array(other, like.dtype) for other, like in zip(labels, (y, y_val), strict=True)
        )
    keras.utils.set_random_seed(SEED)
    try:
        returned = submission.fine_tune(base, split.target_x, y, x_val, y_val)
    except Exception as error:  # noqa: BLE001 - raised again in every case of this base
        return error
    held = {name: array.astype(np.float32) for name, array in arrays_of(variables).items()}
    return Tuned(variables, returned, held)


@cache
def _bases() -> dict[tuple[bool, int], Any]:
    """A base for each call, made before the first one: it may change Keras's global settings."""
    each = product((False, True), range(CALLS))
    return {(norm, number): load_pretrained(norm, narrow=True)[0] for norm, number in each}
