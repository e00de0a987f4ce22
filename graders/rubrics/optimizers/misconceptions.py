"""Known mistakes of `optimizers`, told by what was measured. The first that fits is named."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.judge.expectations import as_read, computed, measured, plain, raises
from graders.judge.tries import right_one, wrong_one
from graders.rubrics.optimizers import checks
from graders.rubrics.optimizers.checks import scheduled

HOW_TO_SET = "setting_the_rate"
DEFAULTS = {"SGD": 0.01, "Adam": 0.001, "AdamW": 0.001, "RMSprop": 0.001}


@misconception(
    "nothing_returned",
    probes=("make_optimizer", "fine_tuning_rate", "current_lr"),
    says="The function returned None: it has no `return` on the way it took. Printing a value "
    "does not hand it over.",
    try_="end the function with `return ...`.",
)
def nothing_returned(case: SimpleNamespace) -> bool:
    """None came back."""
    if hasattr(case, "class_name"):
        return bool(case.class_name == "None")
    return bool(case.returned["type"] == "NoneType")


@misconception(
    "a_text",
    probes=("fine_tuning_rate", "current_lr"),
    says="A text was returned, not a number.",
    try_="return the number itself; a format such as `f'{rate:.4f}'` is for printing.",
)
def a_text(case: SimpleNamespace) -> bool:
    """A string came back."""
    return bool(case.returned["type"] == "str")


@misconception(
    "not_an_object",
    probes=("make_optimizer",),
    says="The function returned the optimizer's name or its class, not an optimizer object.",
    try_="call the class: `keras.optimizers.SGD(learning_rate=...)`.",
    card=HOW_TO_SET,
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
    card=HOW_TO_SET,
)
def rate_of_a_later_call(case: SimpleNamespace) -> bool:
    """The rate of the call that came after."""
    return as_read(2 * case.learning_rate).agrees(case.rate)


@misconception(
    "M003",
    probes=("make_optimizer",),
    says="The optimizer has its class's default rate: the argument never reached it.",
    try_="pass the argument on: `learning_rate=learning_rate`.",
    card=HOW_TO_SET,
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


@misconception(
    "slip",
    probes=("make_optimizer_unknown", "fine_tuning_rate_refused", "set_lr_on_schedule"),
    says="That exception was not raised on purpose: a name, a module, or something that a module "
    "should hold is not there.",
    try_="mend that line first; the exception which the task names comes after it.",
)
def slip(case: SimpleNamespace) -> bool:
    """Python could not find a name or a module, or nothing of that name in a module."""
    missing = not {"NameError", "ImportError"}.isdisjoint(wrong_one(case)["is_a"])
    return missing or wrong_one(case)["message"].startswith("module '")


@misconception(
    "everything_refused",
    probes=("make_optimizer_unknown", "fine_tuning_rate_refused", "set_lr_on_schedule"),
    says="Everything is refused, and arguments that are allowed are among it.",
    try_="raise under an `if` that says what is not allowed, and go on for the rest.",
)
def everything_refused(case: SimpleNamespace) -> bool:
    """The exception that the task names came for both calls."""
    named = raises("ValueError", "TypeError")
    return named.agrees(wrong_one(case)) and named.agrees(right_one(case))


@misconception(
    "other_exception",
    probes=("make_optimizer_unknown", "fine_tuning_rate_refused", "set_lr_on_schedule"),
    says="There is an exception, but of another class than the task names; whoever calls the "
    "function waits for that class.",
    try_="raise the class that the task names; to turn one exception into another, catch it: "
    "`try: ... except KeyError: raise ValueError(...)`.",
)
def other_exception(case: SimpleNamespace) -> bool:
    """It raised, and the check says what it should have been."""
    return "raised" in wrong_one(case)


@misconception(
    "error_returned",
    probes=("make_optimizer_unknown", "fine_tuning_rate_refused", "set_lr_on_schedule"),
    says="The exception was returned instead of raised, so the program goes on as if all were "
    "well.",
    try_="write `raise` where it says `return`.",
)
def error_returned(case: SimpleNamespace) -> bool:
    """An exception, or its class, came back as a value."""
    return "Error" in wrong_one(case)["returned"]["text"]


@misconception(
    "M021",
    probes=("fine_tuning_rate",),
    says="The rate was multiplied by the factor: it became larger, and fine-tuning wants it "
    "smaller.",
    try_="divide by the factor.",
    card="smaller_for_fine_tuning",
)
def multiplied(case: SimpleNamespace) -> bool:
    """The product instead of the quotient."""
    factor = case.factor or 10.0
    return factor != 1 and plain(case.scratch_lr * factor).agrees(case.returned)


@misconception(
    "undivided",
    probes=("fine_tuning_rate",),
    says="The rate came back ten times too large: it was not divided by `factor`, or 10e-4 stands "
    "somewhere for 1e-4 (10e-4 is 0.001).",
    try_="what is 0.001 divided by 10?",
)
def undivided(case: SimpleNamespace) -> bool:
    """The rate as it was, or ten times the quotient."""
    wanted = case.scratch_lr / (case.factor or 10.0)
    return wanted != case.scratch_lr and any(
        plain(rate).agrees(case.returned) for rate in (case.scratch_lr, 10 * wanted)
    )


@misconception(
    "whole_factor",
    probes=("fine_tuning_rate",),
    says="The factor was cut to a whole number before dividing; 7.5 is a factor too.",
    try_="divide by `factor` as it is, with `/` and without `int`.",
)
def whole_factor(case: SimpleNamespace) -> bool:
    """The quotient by the factor's whole part."""
    return bool(case.factor % 1) and plain(case.scratch_lr / int(case.factor)).agrees(case.returned)


@misconception(
    "factor_ignored",
    probes=("fine_tuning_rate",),
    says="The rate was always divided by 10, whatever `factor` was given.",
    try_="10 is only the default: divide by the argument `factor`.",
)
def factor_ignored(case: SimpleNamespace) -> bool:
    """A tenth, though another factor was asked for."""
    return case.factor not in (None, 10.0) and plain(case.scratch_lr / 10).agrees(case.returned)


@misconception(
    "rounded",
    probes=("fine_tuning_rate",),
    says="The rate was rounded, and small rates lose everything that way.",
    try_="return the quotient as it is, without `round`.",
)
def rounded(case: SimpleNamespace) -> bool:
    """The quotient, cut to a few decimals."""
    wanted = case.scratch_lr / (case.factor or 10.0)
    return any(plain(round(wanted, digits)).agrees(case.returned) for digits in range(3, 7))


@misconception(
    "M041",
    probes=("current_lr",),
    says="With a schedule the optimizer's configuration holds a description of the schedule, not "
    "a rate.",
    try_="read `optimizer.learning_rate`, which is a rate in both cases.",
    card=HOW_TO_SET,
)
def a_description(case: SimpleNamespace) -> bool:
    """A dictionary came back."""
    return bool(case.returned["type"] == "dict")


@misconception(
    "not_a_rate",
    probes=("current_lr",),
    says="What came back is the schedule object itself, not the rate that it gives now.",
    try_="read `optimizer.learning_rate`: it asks the schedule for you.",
)
def a_schedule(case: SimpleNamespace) -> bool:
    """A schedule came back."""
    return bool(case.kind == "schedule" and case.returned["type"] == case.schedule)


@misconception(
    "first_rate",
    probes=("current_lr",),
    says="The schedule's first rate was returned; after updates the optimizer uses a later one.",
    try_="read `optimizer.learning_rate`, which knows how many updates were made.",
)
def first_rate(case: SimpleNamespace) -> bool:
    """The schedule's rate at step 0, after some updates."""
    return case.updates > 0 and computed(scheduled(case, 0)).agrees(case.returned)


@misconception(
    "one_update_late",
    probes=("current_lr",),
    says="The rate of the update that has just been made was returned, not that of the next one.",
    try_="the next update uses the schedule at `iterations`, without subtracting anything.",
)
def one_update_late(case: SimpleNamespace) -> bool:
    """The schedule one step too early."""
    return case.updates > 0 and computed(scheduled(case, case.updates - 1)).agrees(case.returned)


@misconception(
    "one_update_early",
    probes=("current_lr",),
    says="The rate of the update after the next one was returned.",
    try_="steps count from 0, so the next update uses the schedule at `iterations`, without "
    "adding anything.",
)
def one_update_early(case: SimpleNamespace) -> bool:
    """The schedule one step too late."""
    return computed(scheduled(case, case.updates + 1)).agrees(case.returned)


@misconception(
    "not_a_python_float",
    probes=("fine_tuning_rate", "current_lr"),
    says="The number is right, but it is not a Python float: a tensor, a variable, an integer or "
    "a NumPy number is something else.",
    try_="wrap what you return in `float(...)`.",
)
def not_a_python_float(case: SimpleNamespace) -> bool:
    """The right number in another type."""
    return bool(case.returned["type"] != "float" and computed(_wanted(case)).agrees(case.returned))


def _wanted(case: SimpleNamespace) -> float:
    if hasattr(case, "scratch_lr"):
        return float(case.scratch_lr / (case.factor or 10.0))
    return float(case.rate) if case.kind == "float" else scheduled(case, case.updates)


@misconception(
    "counts_as_update",
    probes=("current_lr",),
    says="Asking for the rate made an update, or changed `iterations`.",
    try_="`optimizer.learning_rate` is the rate of the next update already: just read it.",
)
def counts_as_update(case: SimpleNamespace) -> bool:
    """`iterations` is another number than before."""
    return bool(case.counted != 0)


@misconception(
    "M029",
    probes=("set_lr",),
    says="The rate did not change at all. In Keras 3 `optimizer.lr = ...` raises nothing and only "
    "makes a new attribute that nobody reads.",
    try_="assign to `optimizer.learning_rate`.",
    card=HOW_TO_SET,
)
def old_attribute(case: SimpleNamespace) -> bool:
    """The first rate is still in force, and the optimizer has an attribute `lr`."""
    return case.made_lr and _no_effect(case)


@misconception(
    "no_effect",
    probes=("set_lr", "set_lr_slots"),
    says="The rate did not change at all: the model still trains with the one it was compiled "
    "with. A new optimizer, a new object under the name `optimizer`, or a private attribute is "
    "not what the model reads.",
    try_="assign to `optimizer.learning_rate`, on the object that you were given.",
    card=HOW_TO_SET,
)
def no_effect(case: SimpleNamespace) -> bool:
    """The first rate is still in force after every call."""
    return as_read(case.first).agrees(case.rate) if hasattr(case, "slots") else _no_effect(case)


def _no_effect(case: SimpleNamespace) -> bool:
    first = measured([case.first] * 3)
    return first.agrees(case.zero) and first.agrees(case.after)


@misconception(
    "zero_is_a_rate",
    probes=("set_lr",),
    says="A rate of 0.0 was taken for 'no rate given', or replaced by another one.",
    try_="0.0 is a valid rate: write `if lr is None` where you wrote `if lr`, and set no least "
    "rate.",
)
def zero_is_a_rate(case: SimpleNamespace) -> bool:
    """0.0 had no effect, another rate had."""
    return not measured([0.0] * 3).agrees(case.zero) and measured([case.new] * 3).agrees(case.after)


@misconception(
    "counts_again",
    probes=("set_lr",),
    says="The call changed `iterations`, or gave the model an optimizer that starts at 0: it now "
    "counts as if some updates had never been made.",
    try_="assign the rate of the optimizer that is there, and nothing else.",
)
def counts_again(case: SimpleNamespace) -> bool:
    """The rate is right and the count is not."""
    return measured([case.new] * 3).agrees(case.after) and [case.kept, case.total] != [3, 9]


@misconception(
    "schedule_accepted",
    probes=("set_lr_on_schedule",),
    says="Nothing was raised for an optimizer whose rate a schedule decides.",
    try_="let Keras raise it: `optimizer.learning_rate = lr` gives a TypeError there. Catch "
    "nothing, and do not replace the schedule through a private attribute.",
)
def schedule_accepted(case: SimpleNamespace) -> bool:
    """The call came back."""
    return "returned" in wrong_one(case)
