"""Known mistakes of `fit_with_plateau`."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.rubrics.plateaus.misconceptions.following import FIT


@misconception(
    "M121",
    probes=FIT,
    says="`fit` got no validation data, so there is no `val_loss`, and callbacks that watch it do "
    "nothing but warn.",
    try_="`validation_data=(x_val, y_val)`.",
    card="adjusting_the_rate",
)
def no_validation(case: SimpleNamespace) -> bool:
    """Nothing was evaluated."""
    return len(case.evaluated) == 0


@misconception(
    "validation_split",
    probes=FIT,
    says="A part of the training data was cut off for validation; `x_val` and `y_val` lie ready.",
    try_="`validation_data=(x_val, y_val)` in place of `validation_split`.",
)
def cut_off(case: SimpleNamespace) -> bool:
    """Rows of (x, y) were evaluated and never trained on."""
    evaluated, trained = _samples(case)
    return bool(evaluated) and evaluated | trained == set(case.x) and not evaluated & trained


@misconception(
    "changed_places",
    probes=FIT,
    says="Training and validation data changed places.",
    try_="`fit` takes what it trains on first: `x, y`.",
)
def changed_places(case: SimpleNamespace) -> bool:
    """Trained on x_val, evaluated on x."""
    return _samples(case) == (set(case.x), set(case.x_val))


@misconception(
    "validated_on_training_data",
    probes=FIT,
    says="The model was evaluated on data that it is trained on.",
    try_="train on `x, y` alone, and give `validation_data=(x_val, y_val)`.",
)
def validated_on_training_data(case: SimpleNamespace) -> bool:
    """Rows were both trained on and evaluated."""
    evaluated, trained = _samples(case)
    return bool(evaluated & trained)


def _samples(case: SimpleNamespace) -> tuple[set[float], set[float]]:
    """The values of x that were evaluated, and those that were trained on."""
    evaluated = {row[0] for rows in case.evaluated for row in rows.tolist()}
    trained = {row[0] for row in case.trained.tolist()}
    return evaluated, trained


@misconception(
    "M135",
    probes=FIT,
    says="Validation was left out in some epochs, and callbacks that watch `val_loss` miss them.",
    try_="leave `validation_freq` at 1, and train in a single `fit`.",
)
def seldom_validated(case: SimpleNamespace) -> bool:
    """Fewer validation losses than epochs."""
    values = len((case.history or {}).get("val_loss", []))
    return bool(0 < values < case.heard)


@misconception(
    "compiled_again",
    probes=FIT,
    says="The model was compiled again: the optimizer that it came with, its rate and its state "
    "are lost.",
    try_="leave `compile` out.",
)
def compiled_again(case: SimpleNamespace) -> bool:
    """Another optimizer."""
    return bool(not case.kept)


@misconception(
    "callbacks_left_out",
    probes=FIT,
    says="The callbacks were not at work: `fit` did not get them.",
    try_="`callbacks=callbacks`.",
)
def callbacks_left_out(case: SimpleNamespace) -> bool:
    """The callback heard nothing."""
    return bool(case.heard == 0)


@misconception(
    "dictionary_returned",
    probes=FIT,
    says="The dictionary came back that is inside the History, not the History.",
    try_="return what `fit` returns, without `.history`.",
)
def dictionary_returned(case: SimpleNamespace) -> bool:
    """A dict."""
    return str(case.returned["type"]) == "dict"


@misconception(
    "nothing_returned",
    probes=FIT,
    says="The function returns nothing.",
    try_="put `return` before `model.fit(...)`.",
)
def nothing_returned(case: SimpleNamespace) -> bool:
    """None."""
    return str(case.returned["type"]) == "NoneType"
