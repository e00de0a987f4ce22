"""Known mistakes in `current_lr`."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.judge.expectations import computed
from graders.rubrics.optimizers.checks import scheduled


@misconception(
    "M041",
    probes=("current_lr",),
    says="With a schedule the optimizer's configuration holds a description of the schedule, not "
    "a rate.",
    try_="read `optimizer.learning_rate`, which is a rate in both cases.",
    card="setting_the_rate",
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
    "counts_as_update",
    probes=("current_lr",),
    says="Asking for the rate made an update, or changed `iterations`.",
    try_="`optimizer.learning_rate` is the rate of the next update already: just read it.",
)
def counts_as_update(case: SimpleNamespace) -> bool:
    """`iterations` is another number than before."""
    return bool(case.counted != 0)
