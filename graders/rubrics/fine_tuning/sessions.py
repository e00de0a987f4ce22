"""One model of a submission on its way: attach a head, train it, unfreeze the base, once or more.

Each station keeps what was seen of it, so that several probes share one training. A station whose
function raised keeps the exception for its own probe; the later ones go on with a plain head of
ours, so that a fault costs its own task only. Measures and never compares.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np

from graders.child.plain import described
from graders.lab import arrays_of, load_digits_split, load_pretrained, named_variables
from graders.rubrics.fine_tuning import reading

SEED = 7
BATCH = 24
CLASSES = 5
"""Of the models that go on to be unfrozen."""
ROWS = 60
"""Images of a short training."""
ENOUGH = 50
"""Updates that a training may always make before it is stopped."""

NOTHING = {
    "model": "",
    "missing": ["all of them"],
    "after": None,
    "head_moved": 0.0,
    "logits": None,
    "slightly": None,
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
    batch: int = BATCH
    seen: dict[str, Any] = field(default_factory=dict)
    error: BaseException | None = None

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
        return [
            v for v in self.model.trainable_variables if not reading.among(v, self.base.variables)
        ]


@cache
def attached(submission: ModuleType, batch_norm: bool, n_classes: int) -> Session:
    """After `attach_head`, and after a short training that the grader compiled itself."""
    import keras

    keras.utils.set_random_seed(SEED)
    base, _ = load_pretrained(batch_norm)
    split = load_digits_split()
    # Batches of another size than before are traced again, and that would hide what a student's
    # own training shows: the base with BatchNormalization sees ROWS images at once throughout.
    batch = ROWS if batch_norm else BATCH
    session = Session(None, base, split.target_x, split.target_y % n_classes, batch)
    session.error = _tried(lambda: _attach(session, submission, n_classes))
    if session.error or not _usable(session.seen, n_classes):
        session.model = _plain_head(base, n_classes)
        _fit_eagerly(session, updates=3)
    return session


def _usable(seen: dict[str, Any], n_classes: int) -> bool:
    """Whether the later functions can be judged on this model."""
    return not seen["missing"] and seen["logits"].shape == (ROWS, n_classes)


def _attach(session: Session, submission: ModuleType, n_classes: int) -> None:
    import keras

    session.model = submission.attach_head(session.base, n_classes)
    if not isinstance(session.model, keras.Model):
        session.seen = NOTHING | {"model": described(session.model)["text"]}
        return
    session.logits(session.images[:2])  # An unbuilt model has no variables before its first call.
    variables = named_variables(session.base)
    missing = [
        name for name, v in variables.items() if not reading.among(v, session.model.variables)
    ]
    head = session.head()
    head_before = reading.values(head)
    _fit_eagerly(session, updates=3)
    session.seen = {
        "model": "keras.Model",
        "missing": missing,
        "after": arrays_of(variables),
        "head_moved": reading.largest_move(head_before, head),
        "logits": session.logits(session.images[:ROWS]),
        "slightly": reading.slightly(session.base, lambda: session.logits(session.images[:ROWS])),
        "without_base": reading.without(
            session.base, lambda: session.logits(session.images[:ROWS])
        ),
    }


def _plain_head(base: Any, n_classes: int) -> Any:
    import keras

    base.trainable = False
    return keras.Model(base.input, keras.layers.Dense(n_classes)(base.output))


def _fit_eagerly(session: Session, updates: int) -> None:
    """A `fit` without a graph: the same updates, without the time that tracing takes."""
    with reading.compiled_meanwhile(session.model):
        _compile(session)
        _fit(session, updates)


def _compile(session: Session) -> None:
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    session.model.compile(keras.optimizers.Adam(0.05), loss, run_eagerly=True)


def _fit(session: Session, updates: int, callbacks: tuple[Any, ...] = ()) -> None:
    """`updates` updates in the order of the rows, starting again at the first after the last.

    A short fit gets wrong labels, so that its gradients are large however well the model is
    trained: a new Adam moves a weight by its rate only where the gradient is far from 0.
    """
    rows = np.arange(updates * session.batch) % len(session.images)
    labels = session.labels[rows]
    if len(rows) < len(session.images):
        labels = (labels + 1) % (session.labels.max() + 1)
    session.model.fit(
        session.images[rows],
        labels,
        batch_size=session.batch,
        shuffle=False,
        verbose=0,
        callbacks=list(callbacks),
    )


@cache
def trained(submission: ModuleType, batch_norm: bool) -> Session:
    """After `train_head` as a session needs it: with its defaults, or once with few images."""
    session = attached(submission, batch_norm, CLASSES)
    settings = {"learning_rate": 1e-3, "epochs": 1, "batch_size": ROWS} if batch_norm else {}
    return train(submission, session, settings)


def train(
    submission: ModuleType, session: Session, settings: dict[str, Any], eagerly: bool = False
) -> Session:
    """`train_head` with these arguments, on all images where there are none, else on ROWS."""
    after = replace(session, seen={}, error=None)
    with reading.eagerly(eagerly):
        after.error = _tried(lambda: _train(after, submission, settings))
    if after.error:
        # `unfreeze` may go on with the loss that it finds, and this one did not work.
        _tried(lambda: _compile(after))
    return after


def _train(session: Session, submission: ModuleType, settings: dict[str, Any]) -> None:
    rows = slice(ROWS if settings else None)
    variables, head = named_variables(session.base), session.head()
    head_before = reading.values(head)
    images, labels = session.images[rows].copy(), session.labels[rows].copy()
    asked = _updates(len(images), **settings)
    with reading.stopped_after(session.model, max(4 * asked, ENOUGH)):
        submission.train_head(session.model, images, labels, **settings)
    session.seen = {
        "after": arrays_of(variables),
        "head_moved": reading.largest_move(head_before, head),
        "rate": reading.read(lambda: float(session.model.optimizer.learning_rate)),
        "updates": reading.read(lambda: int(session.model.optimizer.iterations)),
        "rows": len(session.images[rows]),
    }


def _updates(rows: int, epochs: int = 15, batch_size: int = BATCH, **_: Any) -> int:
    return int(epochs * -(-rows // batch_size))


@cache
def unfrozen(submission: ModuleType, batch_norm: bool, calls: Calls) -> Session:
    """After the last of `calls` and its training; a long one in graph mode, a short one eager."""
    *earlier, (learning_rate, start, updates) = calls
    if earlier:
        session = unfrozen(submission, batch_norm, tuple(earlier))
        session.told()
    else:
        session = trained(submission, batch_norm)
    after = replace(session, seen={}, error=None)
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
    count = reading.read(lambda: int(session.model.optimizer.iterations))
    if updates * session.batch < len(session.images):
        session.model.run_eagerly = True
    watch = reading.watch(session.base, session.head())
    _fit(session, updates, (watch,))
    session.seen = {
        "before": before,
        "after": arrays_of(variables),
        "layers": [layer.name for layer in session.base.layers],
        "updates_before": count,
        "base_step": watch.base_step,
        "head_step": watch.head_step,
        "head_moved": watch.head_moved(),
        "losses": watch.losses,
        "logits_before": start_logits,
        "logits_after": session.logits(session.images),
    }


def _tried(call: Callable[[], None]) -> BaseException | None:
    try:
        call()
    except (Exception, SystemExit, KeyboardInterrupt) as error:  # noqa: BLE001 - raised by `told`
        return error
    return None
