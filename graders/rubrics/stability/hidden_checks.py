"""The hidden checks of `stability`: visible requirements on inputs drawn for each class.

Ids, titles and points stand in rubric.toml too, so that reports list them where this file is not.
"""

from types import SimpleNamespace

from graders.judge.declare import hidden, points
from graders.judge.expectations import exactly, plain, solved
from graders.rubrics.stability import checks


@points(
    0.5,
    why="The bound holds for every symmetric matrix and every momentum, not for a few of them.",
    try_="try matrices of your own with numbers beside the diagonal, some of them negative.",
)
def check_max_stable_lr_of_other_matrices(max_stable_lr: SimpleNamespace) -> None:
    """The bound, for other matrices, with and without momentum."""
    assert checks.number(max_stable_lr.returned) == solved(checks.bound(max_stable_lr))


check_lr_range_is_geometric_elsewhere = hidden(
    checks.check_lr_range_is_geometric, 0.5, "A geometric range between other ends."
)


@points(
    0.5,
    why="A range test can end in a slow rise, in NaN or in infinity, and go on afterwards.",
    try_="compare each loss with the lowest before it, and drop everything from the first bad one "
    "on.",
)
def check_suggest_lr_of_other_curves(suggest_lr: SimpleNamespace) -> None:
    """A tenth of the best rate, for other curves, with slow rises, NaN and infinity."""
    assert checks.number(suggest_lr.returned) == plain(checks.tenth_of_the_best(suggest_lr))


@points(
    0.5,
    why="The rules compare numbers, so they hold for runs of any size.",
    try_="read the rules once more: which are shares of the first loss, and which is a difference?",
)
def check_diagnose_names_other_runs(diagnose: SimpleNamespace) -> None:
    """The right name, for other numbers."""
    assert diagnose.label == exactly(checks.named(diagnose))


check_diagnose_names_more_recorded_runs = hidden(
    checks.check_diagnose_names_recorded_runs, 0.5, "The right name, for other recorded runs."
)
