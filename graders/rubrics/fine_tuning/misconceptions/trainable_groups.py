"""Known mistakes of `trainable_groups`, told by the indices in the list."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.rubrics.fine_tuning import formulas


def _values(case: SimpleNamespace) -> list[float]:
    return [item["value"] for item in case.items]


@misconception(
    "flags_for_indices",
    probes=("trainable_groups",),
    says="The list says True or False for each group; asked for are the indices of those that "
    "train.",
    try_="keep the index where you have True.",
)
def flags_for_indices(case: SimpleNamespace) -> bool:
    """Truth values."""
    return any(item["type"].startswith("bool") for item in case.items)


@misconception(
    "floats_for_indices",
    probes=("trainable_groups",),
    says="The indices are floats, and 3.0 cannot pick a group from a list.",
    try_="`range` gives ints.",
)
def floats_for_indices(case: SimpleNamespace) -> bool:
    """Right numbers of the wrong kind."""
    return any(item["type"].startswith("float") for item in case.items)


def _wanted_groups(case: SimpleNamespace) -> list[int]:
    return formulas.trainable_groups(*case.arguments)


@misconception(
    "descending",
    probes=("trainable_groups",),
    says="The right groups, in descending order.",
    try_="begin with the smallest index.",
)
def descending(case: SimpleNamespace) -> bool:
    """Reversed."""
    return _values(case) == _wanted_groups(case)[::-1] and len(case.items) > 1


@misconception(
    "from_the_input",
    probes=("trainable_groups",),
    says="The groups nearest the input were taken; unfreezing begins at the output, with the last "
    "index.",
    try_="the last group has index n_groups - 1, and it comes first.",
)
def from_the_input(case: SimpleNamespace) -> bool:
    """0, 1, ... instead of the last ones."""
    return _values(case) == list(range(len(_wanted_groups(case))))


@misconception(
    "one_epoch_late",
    probes=("trainable_groups",),
    says="One group too few: epochs count from 0, and in epoch 0 one group trains already.",
    try_="epoch + 1 groups train.",
)
def one_epoch_late(case: SimpleNamespace) -> bool:
    """The last min(epoch, n_groups) groups."""
    epoch, n_groups = case.arguments
    return _values(case) == list(range(max(0, n_groups - epoch), n_groups))


@misconception(
    "counted_from_one",
    probes=("trainable_groups",),
    says="The groups were counted from 1; their indices begin at 0.",
    try_="the last index is n_groups - 1.",
)
def counted_from_one(case: SimpleNamespace) -> bool:
    """Every index one too large."""
    return _values(case) == [group + 1 for group in _wanted_groups(case)]


@misconception(
    "below_zero",
    probes=("trainable_groups",),
    says="There are indices below 0: after the last group has been unfrozen, nothing is added.",
    try_="begin at `max(0, ...)`.",
)
def below_zero(case: SimpleNamespace) -> bool:
    """Negative indices."""
    return any(value < 0 for value in _values(case))


@misconception(
    "always_all",
    probes=("trainable_groups",),
    says="All groups train from the first epoch on.",
    try_="how many groups train in epoch 0?",
)
def always_all(case: SimpleNamespace) -> bool:
    """Every index, whatever the epoch."""
    return _values(case) == list(range(case.arguments[1]))


@misconception(
    "only_the_newest",
    probes=("trainable_groups",),
    says="Only the group that was unfrozen last is named; those above it go on training.",
    try_="the list grows from epoch to epoch.",
)
def only_the_newest(case: SimpleNamespace) -> bool:
    """One index only."""
    return _values(case) == _wanted_groups(case)[:1]
