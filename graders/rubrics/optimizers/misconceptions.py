"""Known mistakes of `optimizers`, told by what was measured."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.judge.expectations import as_read, computed, measured, plain

HOW_TO_SET = "How do you set it in TensorFlow?"
DEFAULTS = {"SGD": 0.01, "Adam": 0.001, "AdamW": 0.001, "RMSprop": 0.001}


@misconception(
    "M003",
    probes=("make_optimizer",),
    says="The optimizer has its class's default rate: the argument never reached it.",
    try_="pass the argument on: `learning_rate=learning_rate`.",
    card=HOW_TO_SET,
)
def default_rate(case: SimpleNamespace) -> bool:
    """The rate is the class's default and not the one asked for."""
    default = DEFAULTS[case.class_name]
    return as_read(default).agrees(case.rate) and not as_read(case.learning_rate).agrees(case.rate)


@misconception(
    "M005",
    probes=("make_optimizer",),
    says="The function returned the optimizer's name or class, not an optimizer object.",
    try_="call the class: `keras.optimizers.SGD(learning_rate=...)`.",
    card=HOW_TO_SET,
)
def not_an_object(case: SimpleNamespace) -> bool:
    """The class was returned, or a text."""
    return case.config is None and str(case.class_name).startswith(("<class", "'"))


@misconception(
    "M017",
    probes=("make_optimizer", "fine_tuning_rate"),
    says="The rate is ten times too large: 10e-4 is 0.001, not 0.0001.",
    try_="write 1e-4 for 0.0001.",
)
def power_of_ten(case: SimpleNamespace) -> bool:
    """Ten times what was asked for."""
    if hasattr(case, "rate"):
        return as_read(10 * case.learning_rate).agrees(case.rate)
    return plain(10 * case.scratch_lr / (case.factor or 10.0)).agrees(case.returned)


@misconception(
    "M027",
    probes=("make_optimizer",),
    says="One optimizer object is handed out for every call, and it can train one model only.",
    try_="make the optimizer inside the function.",
)
def shared_object(case: SimpleNamespace) -> bool:
    """The same object twice."""
    return bool(case.fresh is False)


@misconception(
    "M021",
    probes=("fine_tuning_rate",),
    says="The rate was multiplied by the factor: it became larger, and fine-tuning wants it "
    "smaller.",
    try_="divide by the factor.",
    card="Why smaller for fine-tuning?",
)
def multiplied(case: SimpleNamespace) -> bool:
    """The product instead of the quotient."""
    factor = case.factor or 10.0
    return factor != 1 and plain(case.scratch_lr * factor).agrees(case.returned)


@misconception(
    "M041",
    probes=("current_lr",),
    says="The schedule's first rate was returned; after updates the optimizer uses a later one.",
    try_="read `optimizer.learning_rate`, which knows how many updates were made.",
)
def first_rate(case: SimpleNamespace) -> bool:
    """The schedule's rate at step 0, after some updates."""
    return (
        case.kind == "schedule" and case.updates > 0 and computed(case.rate).agrees(case.returned)
    )


@misconception(
    "K12",
    probes=("current_lr",),
    says="The rate of the update that has just been made was returned, not that of the next one.",
    try_="the next update uses the schedule at `iterations`, without subtracting anything.",
)
def one_update_late(case: SimpleNamespace) -> bool:
    """The schedule one step too early."""
    share = max(case.updates - 1, 0) / case.decay_steps
    return case.updates > 0 and computed(case.rate * case.decay_rate**share).agrees(case.returned)


@misconception(
    "M029",
    probes=("set_lr",),
    says="The rate did not change at all. In Keras 3 `optimizer.lr = ...` raises nothing and only "
    "makes a new attribute that nobody reads.",
    try_="assign to `optimizer.learning_rate`.",
    card=HOW_TO_SET,
)
def no_effect(case: SimpleNamespace) -> bool:
    """The first rate is still in force after both calls."""
    return measured([case.first] * 3).agrees(case.zero) and measured([case.first] * 3).agrees(
        case.after
    )


@misconception(
    "K13",
    probes=("set_lr",),
    says="A rate of 0.0 was taken for 'no rate given'.",
    try_="0.0 is a valid rate: test `lr is None`, not `if lr`.",
)
def zero_is_falsy(case: SimpleNamespace) -> bool:
    """0.0 had no effect, another rate had."""
    return measured([case.first] * 3).agrees(case.zero) and measured([case.new] * 3).agrees(
        case.after
    )
