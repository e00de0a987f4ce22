"""One model of a submission on its way: attach a head, train it, unfreeze the base, once or more.

Each station keeps what was seen of it, so that several probes share one training. A station whose
function raised keeps the exception for its own probe; the later ones go on with a plain head of
ours, so that a fault costs its own task only. Measures and never compares.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np

from graders.child.plain import described
from graders.lab import arrays_of, load_digits_split, load_pretrained, named_variables

SEED = 7
BATCH = 24
ROWS = 60
"""Images of a short training."""

NOTHING = {
    "model": "",
    "missing": ["all of them"],
    "after": None,
    "head_moved": 0.0,
    "logits": None,
    "without_base": None,
}
"""What is seen where `attach_head` returned no model."""

Calls = tuple[tuple[float, str | None, int], ...]
"""`(learning_rate, first_trainable, updates)` of each call of `unfreeze`, in order."""


@dataclass
class Session:
    """The model as it is now, the base inside it, and the data that it is trained on."""

    model: Any
    base: Any
    images: Any
    labels: Any
    seen: dict[str, Any] = field(default_factory=dict)
    error: Exception | None = None

    def told(self) -> dict[str, Any]:
        """What was seen of the last station; raises what the submission raised there."""
        if self.error:
            raise self.error
        return self.seen

    def logits(self, images: Any) -> Any:
        """The model's outputs for `images`, as an array."""
        return np.array(self.model(np.array(images)))

    def head(self) -> list[Any]:
        """The trainable variables of the model that are not of the base."""
        return [v for v in self.model.trainable_variables if not _among(v, self.base.variables)]


@cache
def attached(submission: ModuleType, batch_norm: bool, n_classes: int) -> Session:
    """After `attach_head`, and after a short training that the grader compiled itself."""
    import keras

    keras.utils.set_random_seed(SEED)
    base, _ = load_pretrained(batch_norm)
    split = load_digits_split()
    session = Session(None, base, split.target_x, split.target_y % n_classes)
    session.error = _tried(lambda: _attach(session, submission, n_classes))
    if session.error or session.seen["missing"]:
        session.model = _plain_head(base, n_classes)
        _fit_eagerly(session, updates=3)
    return session


def _attach(session: Session, submission: ModuleType, n_classes: int) -> None:
    import keras

    session.model = submission.attach_head(session.base, n_classes)
    if not isinstance(session.model, keras.Model):
        session.seen = NOTHING | {"model": described(session.model)["text"]}
        return
    session.logits(session.images[:2])  # An unbuilt model has no variables before its first call.
    variables = named_variables(session.base)
    missing = [name for name, v in variables.items() if not _among(v, session.model.variables)]
    head = session.head()
    head_before = _values(head)
    _fit_eagerly(session, updates=3)
    session.seen = {
        "model": "keras.Model",
        "missing": missing,
        "after": arrays_of(variables),
        "head_moved": _largest_move(head_before, head),
        "logits": session.logits(session.images[:ROWS]),
        "without_base": _without(session.base, lambda: session.logits(session.images[:ROWS])),
    }


def _plain_head(base: Any, n_classes: int) -> Any:
    import keras

    base.trainable = False
    return keras.Model(base.input, keras.layers.Dense(n_classes)(base.output))


def _fit_eagerly(session: Session, updates: int) -> None:
    """A `fit` without a graph: the same updates, without the time that tracing takes."""
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer = keras.optimizers.Adam(0.05)
    session.model.compile(optimizer, loss, run_eagerly=True)
    _fit(session, updates)


def _fit(session: Session, updates: int, callbacks: tuple[Any, ...] = ()) -> None:
    """`updates` updates in the order of the rows, starting again at the first after the last."""
    rows = np.arange(updates * BATCH) % len(session.images)
    session.model.fit(
        session.images[rows],
        session.labels[rows],
        batch_size=BATCH,
        shuffle=False,
        verbose=0,
        callbacks=list(callbacks),
    )


@cache
def trained(submission: ModuleType, batch_norm: bool) -> Session:
    """After `train_head` as a session needs it: with its defaults, or once with few images."""
    session = attached(submission, batch_norm, n_classes=5)
    settings = {"learning_rate": 1e-3, "epochs": 1, "batch_size": ROWS} if batch_norm else {}
    return train(submission, session, settings)


def train(submission: ModuleType, session: Session, settings: dict[str, Any]) -> Session:
    """`train_head` with these arguments, on all images where there are none, else on ROWS."""
    after = Session(session.model, session.base, session.images, session.labels)
    after.error = _tried(lambda: _train(after, submission, settings))
    return after


def _train(session: Session, submission: ModuleType, settings: dict[str, Any]) -> None:
    rows = slice(ROWS if settings else None)
    variables, head = named_variables(session.base), session.head()
    head_before = _values(head)
    images, labels = session.images[rows].copy(), session.labels[rows].copy()
    with _eagerly(bool(settings)):
        submission.train_head(session.model, images, labels, **settings)
    session.seen = {
        "after": arrays_of(variables),
        "head_moved": _largest_move(head_before, head),
        "rate": _read(lambda: float(session.model.optimizer.learning_rate)),
        "updates": _read(lambda: int(session.model.optimizer.iterations)),
        "rows": len(session.images[rows]),
    }


@cache
def unfrozen(submission: ModuleType, batch_norm: bool, calls: Calls) -> Session:
    """After the last of `calls` and its training; a long one in graph mode, a short one eager."""
    *earlier, (learning_rate, start, updates) = calls
    if earlier:
        session = unfrozen(submission, batch_norm, tuple(earlier))
        session.told()
    else:
        session = trained(submission, batch_norm)
    after = Session(session.model, session.base, session.images, session.labels)
    after.error = _tried(lambda: _unfreeze(after, submission, learning_rate, start, updates))
    return after


def _unfreeze(
    session: Session, submission: ModuleType, learning_rate: float, start: str | None, updates: int
) -> None:
    variables = named_variables(session.base)
    before, start_logits = arrays_of(variables), session.logits(session.images)
    if start is None:
        submission.unfreeze(session.model, session.base, learning_rate)
    else:
        submission.unfreeze(session.model, session.base, learning_rate, start)
    count = _read(lambda: int(session.model.optimizer.iterations))
    if updates * BATCH < len(session.images):
        session.model.run_eagerly = True
    watch = _watch(session)
    _fit(session, updates, (watch,))
    session.seen = {
        "before": before,
        "after": arrays_of(variables),
        "layers": [layer.name for layer in session.base.layers],
        "updates_before": count,
        "base_moved": watch.base_moved,
        "head_moved": watch.head_moved,
        "losses": watch.losses,
        "logits_before": start_logits,
        "logits_after": session.logits(session.images),
    }


def _watch(session: Session) -> Any:
    """A callback: how far the first update moved base and head, and each batch's loss."""
    import keras

    statistics = _moving(session.base)
    base = [v for name, v in named_variables(session.base).items() if name not in statistics]
    head = session.head()

    class Watch(keras.callbacks.Callback):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.before = _values(base), _values(head)
            self.base_moved = self.head_moved = 0.0
            self.losses: list[float] = []
            self._sum = 0.0

        def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
            if batch == 0:
                self.base_moved = _largest_move(self.before[0], base)
                self.head_moved = _largest_move(self.before[1], head)
            # Keras reports the mean since the epoch began.
            total = float((logs or {}).get("loss", np.nan)) * (batch + 1)
            self.losses.append(total - self._sum)
            self._sum = total

    return Watch()


def _moving(base: Any) -> list[str]:
    """The names of the moving statistics of every BatchNormalization layer of `base`."""
    import keras

    statistics = [
        statistic
        for layer in base.layers
        if isinstance(layer, keras.layers.BatchNormalization)
        for statistic in (layer.moving_mean, layer.moving_variance)
    ]
    return [name for name, v in named_variables(base).items() if _among(v, statistics)]


def _without(base: Any, look: Callable[[], Any]) -> Any:
    """What `look` sees while every weight of `base` is 0."""
    weights = base.get_weights()
    base.set_weights([np.zeros_like(weight) for weight in weights])
    seen = look()
    base.set_weights(weights)
    return seen


@contextmanager
def _eagerly(wanted: bool) -> Iterator[None]:
    """TensorFlow runs every graph function as plain Python: for a few updates, tracing costs more.

    The models of the other trainings are traced, as a student's own are.
    """
    import tensorflow as tf

    tf.config.run_functions_eagerly(wanted)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(False)


def _tried(call: Callable[[], None]) -> Exception | None:
    try:
        call()
    except Exception as error:  # noqa: BLE001 - raised again by the station's own probe
        return error
    return None


def _read(number: Callable[[], Any]) -> Any:
    """A number of the optimizer; None where the model has no such optimizer."""
    try:
        return number()
    except (AttributeError, TypeError, ValueError):
        return None


def _values(variables: list[Any]) -> list[Any]:
    return [np.array(variable) for variable in variables]


def _largest_move(before: list[Any], variables: list[Any]) -> float:
    """The largest distance that any element of `variables` went from `before`; 0 for none."""
    moves = [
        np.max(np.abs(np.array(variable, np.float64) - old), initial=0.0)
        for old, variable in zip(before, variables, strict=True)
    ]
    return float(max(moves, default=0.0))


def _among(variable: Any, variables: list[Any]) -> bool:
    return any(variable is other for other in variables)
