"""The visible checks of `stability`. Points stand beside each; titles are the docstrings."""

import math
from types import SimpleNamespace

from graders.judge.declare import points
from graders.judge.expectations import exactly, plain, solved
from graders.rubrics.stability import formulas
from graders.rubrics.stability.runs import recorded_runs


def number(returned: dict[str, object]) -> object:
    """What was returned, if it is a number; a text that reads like one is not."""
    return returned["text"] if returned["type"] == "str" else returned


def bound(case: SimpleNamespace) -> float:
    """The largest stable rate of the case."""
    return formulas.largest_stable(case.hessian, case.momentum or 0.0)


def walked(case: SimpleNamespace, share: float) -> str:
    """What gradient descent does at `share` times the returned rate."""
    rate = case.returned["value"]
    if case.returned["type"] == "str" or rate is None or not math.isfinite(rate):
        return "there is no rate to walk with"
    ratio = formulas.loss_after(case.hessian, case.momentum or 0.0, share * rate)
    does = "falls" if ratio < formulas.FALLS else "grows" if ratio > formulas.GROWS else "stays"
    return f"at {share} times the returned rate the loss {does}"


def tenth_of_the_best(case: SimpleNamespace) -> float:
    """The suggestion that the case asks for."""
    return formulas.suggested(case.lrs, [float(loss) for loss in case.losses])


def named(case: SimpleNamespace) -> str:
    """The label that the case's numbers ask for."""
    losses = (case.initial_loss, float(case.final_loss))
    return formulas.label(*losses, case.source_before, case.source_after)


@points(
    0.5,
    why="The steepest direction decides, and how steep it is, is the Hessian's largest eigenvalue.",
    try_="compare with the parabola of the lesson: with curvature 10 the limit is 0.2. For a "
    "matrix, NumPy's `linalg` knows eigenvalues.",
    where={"about": "no momentum"},
)
def check_max_stable_lr_is_the_bound(max_stable_lr: SimpleNamespace) -> None:
    """Without momentum: 2 over the largest eigenvalue, for diagonal and full matrices."""
    assert number(max_stable_lr.returned) == solved(bound(max_stable_lr))


@points(
    0.5,
    why="With momentum the weights swing back less sharply, so the limit is higher.",
    try_="multiply the limit without momentum by (1 + momentum).",
    where={"about": "momentum"},
)
def check_max_stable_lr_uses_the_momentum(max_stable_lr: SimpleNamespace) -> None:
    """With momentum: 2 (1 + momentum) over the largest eigenvalue."""
    assert number(max_stable_lr.returned) == solved(bound(max_stable_lr))


@points(
    0.5,
    why="A bound is right when training goes well just below it and blows up just above it.",
    try_="walk down a parabola with 0.95 and with 1.05 times your rate, as the lesson does.",
)
def check_max_stable_lr_separates(max_stable_lr: SimpleNamespace) -> None:
    """Gradient descent converges at 0.95 times the returned rate and diverges at 1.05 times."""
    for share, does in ((0.95, "falls"), (1.05, "grows")):
        expected = f"at {share} times the returned rate the loss {does}"
        assert walked(max_stable_lr, share) == exactly(expected)


@points(
    0.5,
    why="A range test tries many sizes of rates, and sizes differ by factors, not by sums.",
    try_="each rate is the same multiple of the one before; the first is `start`, the last `end`.",
)
def check_lr_range_is_geometric(lr_range: SimpleNamespace) -> None:
    """A NumPy array of n rates from start to end, evenly spaced by factors."""
    kind = "a NumPy array" if lr_range.is_array else lr_range.returned["type"]
    assert kind == exactly("a NumPy array")
    assert lr_range.shape == exactly([lr_range.n], f"the shape ({lr_range.n},)")
    wanted = formulas.geometric(lr_range.start, lr_range.end, lr_range.n)
    assert lr_range.values == plain(wanted)


@points(
    0.5,
    why="At the lowest loss the rate is already almost too large; a tenth of it leaves room.",
    try_="find the position of the lowest loss, take the rate there, divide by 10, and wrap the "
    "result in `float(...)`.",
    where={"about": "whole"},
)
def check_suggest_lr_is_a_tenth_of_the_best(suggest_lr: SimpleNamespace) -> None:
    """Where nothing is cut: a tenth of the rate with the lowest loss, as a Python float."""
    assert number(suggest_lr.returned) == plain(tenth_of_the_best(suggest_lr))
    assert suggest_lr.returned["type"] == exactly("float")


@points(
    0.5,
    why="After the loss has run away the network is broken; a low loss that comes later says "
    "nothing about the rate it was measured at.",
    try_="keep the lowest loss seen so far, and stop at the first loss above 4 times that.",
    where={"about": "jump"},
)
def check_suggest_lr_stops_at_a_jump(suggest_lr: SimpleNamespace) -> None:
    """The first loss above 4 times the lowest before it, and all that follow, do not count."""
    assert number(suggest_lr.returned) == plain(tenth_of_the_best(suggest_lr))


@points(
    0.5,
    why="NaN compares as neither larger nor smaller, so it slips through a search for a minimum.",
    try_="stop at the first loss for which `math.isfinite` is false.",
    where={"about": "not finite"},
)
def check_suggest_lr_stops_at_nan(suggest_lr: SimpleNamespace) -> None:
    """The first loss that is NaN or infinite, and all that follow, do not count."""
    assert number(suggest_lr.returned) == plain(tenth_of_the_best(suggest_lr))


@points(
    0.5,
    why="The four names are four different reasons to change the rate, or to leave it.",
    try_="go through the rules one by one, with the numbers of this call.",
    where={"about": "named"},
)
def check_diagnose_names_each_zone(diagnose: SimpleNamespace) -> None:
    """Each of the four names, where one rule alone decides."""
    assert diagnose.label == exactly(named(diagnose))


@points(
    0.5,
    why="Every comparison with NaN is false, so a run that ended in NaN falls through all rules "
    "and looks healthy.",
    try_="ask first whether `final_loss` is finite.",
    where={"about": "not finite"},
)
def check_diagnose_finds_nan(diagnose: SimpleNamespace) -> None:
    """A final loss that is NaN or infinite has diverged, and not every run has."""
    wanted = named(diagnose)
    if not math.isfinite(float(diagnose.final_loss)):
        assert diagnose.label == exactly(wanted)
    elif diagnose.label == "diverged":
        assert diagnose.label == exactly(wanted, f"{wanted!r}, and not the same for every run")


@points(
    0.5,
    why="Several rules can fit one run; the first says what to mend first.",
    try_="test in the order of the text: diverged, forgetting, too_timid; `healthy` is what is "
    "left.",
    where={"about": "order"},
)
def check_diagnose_keeps_the_order(diagnose: SimpleNamespace) -> None:
    """Where several rules fit, the first one counts."""
    assert diagnose.label == exactly(named(diagnose))


@points(
    0.5,
    why="Rules are worth something when they name real runs. These fine-tuned the digits network "
    "at rates whose effect is known.",
    try_="put the four numbers of this run into each rule, in order.",
)
def check_diagnose_names_recorded_runs(diagnose_run: SimpleNamespace) -> None:
    """Recorded runs of the digits network get the name of what happened to them."""
    assert diagnose_run.label == exactly(recorded_runs()[diagnose_run.run].zone)
