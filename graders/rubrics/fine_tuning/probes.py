"""What `fine_tuning` asks of a submission, and what is written down of the answer.

Runs in the child, beside the student's code. It measures and never compares. Stations of one
training are shared between probes (sessions.py). TensorFlow is imported inside the functions.
"""

from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np

from graders.child.plain import described
from graders.lab import arrays_of, load_digits_split, load_pretrained, named_variables
from graders.rubrics.fine_tuning import sessions, two_parts

BATCH = 24


def attach_head(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The new model's outputs, and the base before and after a short training."""
    return sessions.attached(submission, inputs.batch_norm, inputs.n_classes).told()


def train_head(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """Base, head and optimizer after `train_head`, and logits on images without labels."""
    if inputs.n_classes == sessions.CLASSES:
        session = sessions.trained(submission, inputs.batch_norm)
    else:
        # No later station continues this model: it need not be traced as a student's is.
        start = sessions.attached(submission, inputs.batch_norm, inputs.n_classes)
        session = sessions.train(submission, start, dict(inputs.settings), eagerly=True)
    seen = session.told()
    images = inputs.images
    return {**seen, "logits": None if images is None else session.logits(images)}


def unfreeze(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The base before and after the training that follows the last of these calls."""
    calls = tuple((rate, start, updates) for rate, start, updates in inputs.calls)
    return sessions.unfrozen(submission, inputs.batch_norm, calls).told()


def layer_lrs(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The returned list, each entry with its type."""
    return _list(submission.layer_lrs(*inputs.arguments))


def trainable_groups(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """The returned list, each entry with its type."""
    return _list(submission.trainable_groups(*inputs.arguments))


def _list(returned: Any) -> dict[str, Any]:
    whole = described(returned)
    items = list(returned) if isinstance(returned, list | tuple | np.ndarray | range) else []
    return {"type": whole["type"], "text": whole["text"], "items": [described(i) for i in items]}


def compile_discriminative(submission: ModuleType, inputs: SimpleNamespace) -> dict[str, Any]:
    """How far each update moved each variable of a model of two parts."""
    model, base = two_parts.made(inputs.shape, inputs.name)
    of_base = {id(variable) for variable in base.variables}
    trainable = {id(variable) for variable in model.trainable_variables}
    loss = two_parts.signed_sum
    submission.compile_discriminative(model, base, inputs.base_lr, inputs.head_lr, loss)
    model.run_eagerly = model.run_eagerly or not inputs.in_graph
    moves = two_parts.moved(model, [inputs.scale * sign for sign in inputs.signs])
    return {
        "base": [moves[key] for key in moves if key in trainable and key in of_base],
        "head": [moves[key] for key in moves if key in trainable and key not in of_base],
        "frozen": [moves[key] for key in moves if key not in trainable and key in of_base],
    }


def compile_discriminative_on_digits(
    submission: ModuleType, inputs: SimpleNamespace
) -> dict[str, Any]:
    """The weights of the base after 100 updates that began with a trained head."""
    import keras

    base, _ = load_pretrained(False)
    head = keras.layers.Dense(5)
    model = keras.Model(base.input, head(base.output))
    head.set_weights([np.array(inputs.kernel), np.array(inputs.bias)])
    variables = named_variables(base)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    submission.compile_discriminative(model, base, inputs.base_lr, inputs.head_lr, loss)
    split = load_digits_split()
    rows = np.arange(inputs.updates * BATCH) % len(split.target_x)
    images, labels = split.target_x[rows], split.target_y[rows]
    model.fit(images, labels, batch_size=BATCH, shuffle=False, verbose=0)
    return {"weights": arrays_of(variables), "logits": np.array(model(split.target_x))}
