"""Known mistakes in `make_optimizer`."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.judge.expectations import as_read
from graders.judge.tries import wrong_one
from graders.rubrics.optimizers import checks

DEFAULTS = {"SGD": 0.01, "Adam": 0.001, "AdamW": 0.001, "RMSprop": 0.001}


@misconception(
    "not_an_object",
    probes=("make_optimizer",),
    says="The function returned the optimizer's name or its class, not an optimizer object.",
    try_="call the class: `keras.optimizers.SGD(learning_rate=...)`.",
    card="setting_the_rate",
)
def not_an_object(case: SimpleNamespace) -> bool:
    """The class was returned, or a text."""
    return case.config is None and str(case.class_name).startswith(("<class", "'"))


@misconception(
    "M027",
    probes=("make_optimizer",),
    says="One optimizer object is handed out for every call, and it can train one model only.",
    try_="make the optimizer inside the function, anew in each call: no optimizer made above it, "
    "and no cache.",
)
def shared_object(case: SimpleNamespace) -> bool:
    """The same object twice."""
    return bool(case.fresh is False and case.config is not None)


@misconception(
    "rate_of_a_later_call",
    probes=("make_optimizer",),
    says="A later call, with twice the rate, changed the rate of this optimizer too: the rate was "
    "set where all optimizers of the class look for it.",
    try_="give the rate to the one object that you make: `learning_rate=learning_rate`.",
    card="setting_the_rate",
)
def rate_of_a_later_call(case: SimpleNamespace) -> bool:
    """The rate of the call that came after."""
    return as_read(2 * case.learning_rate).agrees(case.rate)


@misconception(
    "M003",
    probes=("make_optimizer",),
    says="The optimizer has its class's default rate: the argument never reached it.",
    try_="pass the argument on: `learning_rate=learning_rate`.",
    card="setting_the_rate",
)
def default_rate(case: SimpleNamespace) -> bool:
    """The right class with its default rate, and not with the one asked for."""
    default = DEFAULTS[case.class_name]
    right = case.class_name == checks.CLASSES[case.name]
    ignored = not as_read(case.learning_rate).agrees(case.rate)
    return right and ignored and as_read(default).agrees(case.rate)


@misconception(
    "M017",
    probes=("make_optimizer",),
    says="The rate is ten times too large: 10e-4 is 0.001, not 0.0001.",
    try_="write 1e-4 for 0.0001.",
)
def power_of_ten(case: SimpleNamespace) -> bool:
    """Ten times what was asked for."""
    return as_read(10 * case.learning_rate).agrees(case.rate)


@misconception(
    "other_arguments",
    probes=("make_optimizer",),
    says="The optimizer was given more than the rate: another argument differs from Keras's "
    "default.",
    try_="leave everything but `learning_rate` out of the call.",
)
def other_arguments(case: SimpleNamespace) -> bool:
    """Right class and rate, but another argument."""
    right = case.class_name == checks.CLASSES[case.name]
    return right and bool(checks.other_arguments(case))


@misconception(
    "capitals",
    probes=("make_optimizer_unknown",),
    says="The name is compared without regard to capitals; only the four names exactly as written "
    "are meant.",
    try_="compare `name` as it is, without `.lower()`; `keras.optimizers.get` also ignores "
    "capitals.",
)
def capitals(case: SimpleNamespace) -> bool:
    """SGD was taken for sgd."""
    return case.tries[case.about] == "SGD" and "returned" in wrong_one(case)
