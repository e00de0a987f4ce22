"""Known mistakes in `set_lr`."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.judge.expectations import as_read, measured
from graders.judge.tries import wrong_one


@misconception(
    "M029",
    probes=("set_lr",),
    says="The rate did not change at all. In Keras 3 `optimizer.lr = ...` raises nothing and only "
    "makes a new attribute that nobody reads.",
    try_="assign to `optimizer.learning_rate`.",
    card="setting_the_rate",
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
    card="setting_the_rate",
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
