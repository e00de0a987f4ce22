"""Known mistakes of `stability`, told by what was measured. The first that fits is named.

Most are a wrong formula: the mistake is recognised when what was seen follows it.
"""

import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from graders.judge.declare import misconception
from graders.judge.expectations import plain, solved
from graders.judge.zones import FORGETTING_DROP, TIMID_LOSS
from graders.rubrics.stability import checks, formulas

TOO_HIGH = "How does a high LR affect fine-tuning?"
NAMES = ("diverged", "forgetting", "too_timid", "healthy")
RUNS = ("diagnose", "diagnose_run")


def _rate(case: SimpleNamespace, eigenvalue: Any) -> bool:
    """Whether the bound was computed as it should be, but with this for the eigenvalue."""
    with np.errstate(all="ignore"):
        return solved(2 * (1 + (case.momentum or 0.0)) / eigenvalue).agrees(case.returned)


def _losses(case: SimpleNamespace) -> list[float]:
    return [float(loss) for loss in case.losses]


def _tenth_at(case: SimpleNamespace, place: int) -> bool:
    """Whether a tenth of the rate at `place` came back."""
    return plain(case.lrs[place] / 10).agrees(case.returned)


def _tenth_of(case: SimpleNamespace, ends: Callable[[list[float], int], bool]) -> bool:
    """Whether it is a tenth of the best rate before the first place where `ends` holds."""
    losses = _losses(case)
    places = (place for place in range(1, len(losses)) if ends(losses, place))
    return _tenth_at(case, int(np.nanargmin(losses[: next(places, len(losses))])))


def _renamed(case: SimpleNamespace, rules: list[tuple[str, bool]]) -> bool:
    """Whether the label is what these rules give, taken in their order."""
    return bool(case.label == next((name for name, holds in rules if holds), "healthy"))


def _rules(case: SimpleNamespace) -> dict[str, bool]:
    final = float(case.final_loss)
    return {
        "diverged": not math.isfinite(final) or final > case.initial_loss,
        "forgetting": case.source_before - case.source_after > FORGETTING_DROP,
        "too_timid": final > TIMID_LOSS * case.initial_loss,
    }


@misconception(
    "nothing_returned",
    probes=("max_stable_lr", "lr_range", "suggest_lr"),
    says="The function returned None: it has no `return` on the way it took. Printing a value "
    "does not hand it over.",
    try_="end the function with `return ...`.",
)
def nothing_returned(case: SimpleNamespace) -> bool:
    """None came back."""
    return bool(case.returned["type"] == "NoneType")


@misconception(
    "no_name_returned",
    probes=RUNS,
    says="For these numbers the function returned None: no `return` was reached. Printing a name "
    "does not hand it over.",
    try_='return a name on every way through the function; the last line is `return "healthy"`.',
)
def no_name_returned(case: SimpleNamespace) -> bool:
    """None in place of a label."""
    return case.label is None


@misconception(
    "a_text",
    probes=("max_stable_lr", "suggest_lr"),
    says="A text was returned, not a number.",
    try_="return the number itself; a format such as `f'{rate:.4f}'` is for printing.",
)
def a_text(case: SimpleNamespace) -> bool:
    """A string came back."""
    return bool(case.returned["type"] == "str")


@misconception(
    "many_rates",
    probes=("max_stable_lr",),
    says="An array came back, a limit for each eigenvalue. All directions share one rate, so the "
    "smallest of these limits counts.",
    try_="use the largest eigenvalue only.",
    card=TOO_HIGH,
)
def many_rates(case: SimpleNamespace) -> bool:
    """An array with more than one number."""
    return case.returned["type"] in ("ndarray", "list") and case.returned["value"] is None


@misconception(
    "fastest_not_largest",
    probes=("max_stable_lr",),
    says="This is half the limit. 1 / lambda is the rate that arrives in one step without "
    "momentum, the fastest; training stays stable up to twice that.",
    try_="try 1.5 / lambda on the parabola of the lesson: does it still arrive?",
)
def fastest_not_largest(case: SimpleNamespace) -> bool:
    """One over lambda, with or without the momentum's factor."""
    half = checks.bound(case) / 2
    return any(
        solved(rate).agrees(case.returned) for rate in (half, half / (1 + (case.momentum or 0.0)))
    )


@misconception(
    "momentum_ignored",
    probes=("max_stable_lr",),
    says="This is the limit without momentum; with it the limit is higher.",
    try_="multiply by (1 + momentum).",
)
def momentum_ignored(case: SimpleNamespace) -> bool:
    """2 / lambda although there is momentum."""
    return bool(case.momentum) and solved(formulas.largest_stable(case.hessian)).agrees(
        case.returned
    )


@misconception(
    "momentum_shrinks",
    probes=("max_stable_lr",),
    says="The limit was multiplied by 1 - momentum, or divided by it. That factor tells how far "
    "momentum carries along a constant gradient; on a parabola the gradient turns round, and "
    "there the factor is 1 + momentum.",
    try_="compare with the walks of the lesson: curvature 10 and momentum 0.9 have their limit at "
    "0.38.",
)
def momentum_shrinks(case: SimpleNamespace) -> bool:
    """The factor of the effective rate in place of the limit's."""
    without = formulas.largest_stable(case.hessian)
    factor = 1 - (case.momentum or 0.0)
    return factor != 1 and any(
        solved(rate).agrees(case.returned) for rate in (without * factor, without / factor)
    )


@misconception(
    "smallest_eigenvalue",
    probes=("max_stable_lr",),
    says="The smallest eigenvalue was used: that is the flattest direction. The steepest one "
    "diverges first.",
    try_="`eigvalsh` sorts its values in rising order: which end do you need?",
    card=TOO_HIGH,
)
def smallest_eigenvalue(case: SimpleNamespace) -> bool:
    """The limit of the flattest direction."""
    smallest = np.linalg.eigvalsh(case.hessian)[0]
    return len(case.hessian) > 1 and (
        _rate(case, smallest) or abs(case.returned["value"]) > 1e6 * checks.bound(case)
    )


@misconception(
    "unsorted_eigenvalue",
    probes=("max_stable_lr",),
    says="The first or the last of the eigenvalues was used, and `eigvals` does not sort them.",
    try_="take the largest with `max`, or use `eigvalsh`, which sorts.",
)
def unsorted_eigenvalue(case: SimpleNamespace) -> bool:
    """What `eigvals` gives first or last."""
    values = np.real(np.linalg.eigvals(case.hessian))
    return _rate(case, values[0]) or _rate(case, values[-1])


@misconception(
    "largest_entry",
    probes=("max_stable_lr",),
    says="The largest number in the matrix was used. It is the largest eigenvalue only where "
    "everything beside the diagonal is 0.",
    try_="compute eigenvalues: NumPy's `linalg.eigvalsh` is made for symmetric matrices.",
)
def largest_entry(case: SimpleNamespace) -> bool:
    """The largest entry, of all or of the diagonal."""
    matrix = np.array(case.hessian)
    return any(_rate(case, value) for value in (matrix.max(), np.abs(matrix).max()))


@misconception(
    "another_norm",
    probes=("max_stable_lr",),
    says="A norm, the trace or the determinant of the matrix was used in place of its largest "
    "eigenvalue. They agree for special matrices only.",
    try_="compute eigenvalues: NumPy's `linalg.eigvalsh` is made for symmetric matrices.",
)
def another_norm(case: SimpleNamespace) -> bool:
    """Frobenius norm, row sums, trace, determinant."""
    matrix = np.array(case.hessian)
    sums = (matrix.sum(axis=1).max(), np.abs(matrix).sum(axis=1).max())
    others = (np.linalg.norm(matrix), np.trace(matrix), np.linalg.det(matrix), *sums)
    return any(_rate(case, value) for value in others)


@misconception(
    "array_of_one",
    probes=("suggest_lr",),
    says="An array came back, where one number is meant: `np.where` and a comparison give places "
    "as an array, `np.argmin` gives one place.",
    try_="take one element, and wrap it in `float(...)`.",
)
def array_of_one(case: SimpleNamespace) -> bool:
    """Any array."""
    return bool(case.returned["type"] == "ndarray")


@misconception(
    "not_an_array",
    probes=("lr_range",),
    says="What came back is no NumPy array, whatever numbers it holds.",
    try_="wrap the list in `np.array(...)` before you return it.",
)
def not_an_array(case: SimpleNamespace) -> bool:
    """A list, for example."""
    return not case.is_array


@misconception(
    "linear_range",
    probes=("lr_range",),
    says="The rates are evenly spaced by sums: nearly all of them are as large as the last one, "
    "and none tries the small sizes.",
    try_="multiply by the same factor each time, instead of adding the same number.",
)
def linear_range(case: SimpleNamespace) -> bool:
    """numpy.linspace."""
    return plain(np.linspace(case.start, case.end, case.n)).agrees(case.values)


@misconception(
    "exponents",
    probes=("lr_range",),
    says="`np.logspace` takes exponents: `np.logspace(-5, 0, 6)` starts at 1e-5. Here it got the "
    "rates themselves, so that all values are near 1 or above.",
    try_="take the logarithm of both ends first, or use a function that takes the ends as they "
    "are.",
)
def exponents(case: SimpleNamespace) -> bool:
    """10 to the power of the rates."""
    return bool(np.isclose(case.values[0], 10**case.start, rtol=1e-9, atol=0))


@misconception(
    "another_shape",
    probes=("lr_range",),
    says="The array has another number of dimensions than one: a column or a table of rates.",
    try_="leave `reshape` out, or end with `.ravel()`.",
)
def another_shape(case: SimpleNamespace) -> bool:
    """A column, a row in a table, a single number."""
    return bool(case.is_array) and len(case.shape) != 1


@misconception(
    "another_count",
    probes=("lr_range",),
    says="There are not `n` rates.",
    try_="`n` rates have `n - 1` gaps between them, and both ends count.",
)
def another_count(case: SimpleNamespace) -> bool:
    """One more or one less."""
    return case.is_array and len(case.shape) == 1 and case.shape != [case.n]


@misconception(
    "never_arrives",
    probes=("lr_range",),
    says="The last rate is not `end`: the way was divided into `n` parts, and `n` points have "
    "only `n - 1` gaps between them.",
    try_="the exponent of the factor runs from 0 to 1: i / (n - 1) for i = 0 ... n - 1.",
)
def never_arrives(case: SimpleNamespace) -> bool:
    """i / n in the exponent, or (i + 1) / n."""
    steps = np.arange(case.n)
    return any(
        np.allclose(case.values, case.start * (case.end / case.start) ** share, rtol=1e-6, atol=0)
        for share in (steps / case.n, (steps + 1) / case.n)
    )


@misconception(
    "single_precision",
    probes=("lr_range",),
    says="The values are right to seven digits only, as in single precision (float32), or they "
    "were rounded.",
    try_="leave `dtype` and rounding out: NumPy computes in float64 by itself.",
)
def single_precision(case: SimpleNamespace) -> bool:
    """Nearly, but not to 1e-9."""
    wanted = formulas.geometric(case.start, case.end, case.n)
    return np.shape(case.values) == wanted.shape and np.allclose(
        case.values, wanted, rtol=1e-3, atol=0
    )


@misconception(
    "not_a_python_float",
    probes=("suggest_lr",),
    says="The number is right, but it is not a Python float: an element of a NumPy array has a "
    "type of its own.",
    try_="wrap what you return in `float(...)`.",
)
def not_a_python_float(case: SimpleNamespace) -> bool:
    """The right number in another type."""
    right = plain(checks.tenth_of_the_best(case)).agrees(case.returned)
    return right and case.returned["type"] != "float"


@misconception(
    "undivided",
    probes=("suggest_lr",),
    says="This is the rate with the lowest loss itself. There the loss is about to run away; a "
    "tenth of it leaves room.",
    try_="divide by 10.",
    card=TOO_HIGH,
)
def undivided(case: SimpleNamespace) -> bool:
    """Ten times what is asked for."""
    return plain(10 * checks.tenth_of_the_best(case)).agrees(case.returned)


@misconception(
    "a_loss_or_a_place",
    probes=("suggest_lr",),
    says="A loss, or the position of one, came back instead of a rate.",
    try_="use the position to look up the rate: `lrs[position]`.",
)
def a_loss_or_a_place(case: SimpleNamespace) -> bool:
    """The lowest loss or its index, or a tenth of these."""
    usable = formulas.kept(_losses(case))
    place = usable.index(min(usable))
    others = (min(usable), min(usable) / 10, place, place / 10)
    return any(value == case.returned["value"] for value in others)


@misconception(
    "nan_is_the_minimum",
    probes=("suggest_lr",),
    says="`np.argmin` takes NaN for the minimum, so the rate at which the loss became NaN was "
    "picked.",
    try_="cut the losses before the first NaN, then look for the minimum.",
)
def nan_is_the_minimum(case: SimpleNamespace) -> bool:
    """The rate at the first NaN."""
    losses = _losses(case)
    return any(map(math.isnan, losses)) and _tenth_at(case, int(np.argmin(losses)))


@misconception(
    "neighbours_compared",
    probes=("suggest_lr",),
    says="Each loss was compared with the one before it. A loss that creeps up is never 4 times "
    "its neighbour, and still it has run away.",
    try_="compare with the lowest loss so far: keep it in a variable, or use "
    "`np.minimum.accumulate`.",
)
def neighbours_compared(case: SimpleNamespace) -> bool:
    """The cut where a loss is 4 times its neighbour."""
    return _tenth_of(case, lambda losses, place: not losses[place] <= 4 * losses[place - 1])


@misconception(
    "first_compared",
    probes=("suggest_lr",),
    says="Each loss was compared with the first one. The loss has fallen since, so it can run "
    "away without ever reaching 4 times its start.",
    try_="compare with the lowest loss so far.",
)
def first_compared(case: SimpleNamespace) -> bool:
    """The cut where a loss is 4 times the first."""
    return _tenth_of(case, lambda losses, place: not losses[place] <= 4 * losses[0])


@misconception(
    "nothing_cut",
    probes=("suggest_lr",),
    says="The lowest of all losses was picked, from behind the place where the loss ran away. The "
    "weights were ruined by then, and it is not enough to leave out the bad losses themselves.",
    try_="cut first: from the first loss on that is not finite, or above 4 times the lowest "
    "before it, nothing counts.",
    card=TOO_HIGH,
)
def nothing_cut(case: SimpleNamespace) -> bool:
    """The lowest finite loss anywhere."""
    losses = [loss if math.isfinite(loss) else math.nan for loss in _losses(case)]
    return _tenth_at(case, int(np.nanargmin(losses)))


@misconception(
    "any_rise_cuts",
    probes=("suggest_lr",),
    says="The losses were cut at the first small rise. Batches differ, so a loss may go up a "
    "little and come down again; only more than 4 times the lowest counts.",
    try_="compare with `4 * lowest`.",
)
def any_rise_cuts(case: SimpleNamespace) -> bool:
    """The cut at the first loss above the one before, or above twice the lowest."""
    return any(
        _tenth_of(case, rule)
        for rule in (
            lambda losses, place: not losses[place] <= losses[place - 1],
            lambda losses, place: not losses[place] <= 2 * min(losses[:place]),
        )
    )


@misconception(
    "last_of_the_ties",
    probes=("suggest_lr",),
    says="Where several losses are equally low, the last of them was picked.",
    try_="replace the best so far only by a loss that is lower (`<`), not by an equal one.",
)
def last_of_the_ties(case: SimpleNamespace) -> bool:
    """The last of the equally low losses."""
    usable = formulas.kept(_losses(case))
    return _tenth_at(case, len(usable) - 1 - usable[::-1].index(min(usable)))


@misconception(
    "edge_of_the_cut",
    probes=("suggest_lr",),
    says="The rate at the edge of the cut was used, not the one with the lowest loss.",
    try_="among the losses before the cut, look for the lowest.",
)
def edge_of_the_cut(case: SimpleNamespace) -> bool:
    """The rate at the cut, or just before it."""
    end = len(formulas.kept(_losses(case)))
    return any(_tenth_at(case, place) for place in (end - 1, end) if place < len(case.lrs))


@misconception(
    "not_one_name",
    probes=RUNS,
    says="Something other than one string came back. Several rules may fit; the first of them is "
    "the answer.",
    try_="return at the first rule that fits.",
)
def not_one_name(case: SimpleNamespace) -> bool:
    """A list of names, a number, an array."""
    return not isinstance(case.label, str)


@misconception(
    "spelling",
    probes=RUNS,
    says="The name is not written exactly as in the task: small letters, and an underscore in "
    "`too_timid`.",
    try_="copy the four names from the text.",
)
def spelling(case: SimpleNamespace) -> bool:
    """One of the four, but for capitals, spaces and hyphens; or another word."""
    return isinstance(case.label, str) and case.label not in NAMES


@misconception(
    "nan_slips_through",
    probes=RUNS,
    says="NaN or infinity was not recognised. Every comparison with NaN is false, so no rule that "
    "only compares finds it.",
    try_="ask `not math.isfinite(final_loss)` in the first rule.",
    card=TOO_HIGH,
)
def nan_slips_through(case: SimpleNamespace) -> bool:
    """Another name than diverged, for a loss that is not finite."""
    return not math.isfinite(float(case.final_loss)) and case.label in NAMES


@misconception(
    "finite_is_not_healthy",
    probes=RUNS,
    says="A loss that ended above its start was not taken for divergence. A dead network sits at "
    "chance level with a finite loss, and no NaN ever shows.",
    try_="the first rule has two parts: not finite, or above `initial_loss`.",
    card=TOO_HIGH,
)
def finite_is_not_healthy(case: SimpleNamespace) -> bool:
    """Divergence asked for by NaN and infinity alone."""
    # Where other rules fit too, a wrong order explains it better.
    return case.about != "order" and _other_rules(
        case, diverged=not math.isfinite(float(case.final_loss))
    )


@misconception(
    "forgetting_first",
    probes=RUNS,
    says="Forgetting was asked for before divergence. A run that has diverged has forgotten too, "
    "but a smaller loss of knowledge is not what to mend first.",
    try_="put the rule of `diverged` first.",
)
def forgetting_first(case: SimpleNamespace) -> bool:
    """Rule 2 before rule 1."""
    holds = _rules(case)
    order = ("forgetting", "diverged", "too_timid")
    return _renamed(case, [(name, holds[name]) for name in order])


@misconception(
    "timid_first",
    probes=RUNS,
    says="`too_timid` was asked for before another rule. A run can lose old knowledge and learn "
    "nothing new: what was lost comes first.",
    try_="follow the order of the text: diverged, forgetting, too_timid, healthy.",
)
def timid_first(case: SimpleNamespace) -> bool:
    """Rule 3 before rule 2, or before rule 1."""
    holds = _rules(case)
    orders = (("diverged", "too_timid", "forgetting"), ("too_timid", "diverged", "forgetting"))
    return any(_renamed(case, [(name, holds[name]) for name in order]) for order in orders)


@misconception(
    "loss_alone",
    probes=RUNS,
    says="The accuracies on the old task were not looked at. A run that forgets often has the "
    "lowest loss of all.",
    try_="subtract `source_after` from `source_before`, and compare with 0.20.",
    card=TOO_HIGH,
)
def loss_alone(case: SimpleNamespace) -> bool:
    """Nothing is ever called forgetting."""
    return _other_rules(case, forgetting=False)


@misconception(
    "share_of_the_accuracy",
    probes=RUNS,
    says="The drop was taken as a share of the accuracy before. The task asks for the plain "
    "difference.",
    try_="subtract, and divide by nothing.",
)
def share_of_the_accuracy(case: SimpleNamespace) -> bool:
    """The relative drop."""
    share = 1 - case.source_after / case.source_before
    return _other_rules(case, forgetting=share > FORGETTING_DROP)


@misconception(
    "drop_the_wrong_way_round",
    probes=RUNS,
    says="The accuracies were subtracted the wrong way round, or the sign was dropped: a gain on "
    "the old task is no forgetting.",
    try_="the drop is before minus after.",
)
def drop_the_wrong_way_round(case: SimpleNamespace) -> bool:
    """After minus before, or the absolute difference."""
    change = case.source_after - case.source_before
    return any(
        _other_rules(case, forgetting=amount > FORGETTING_DROP) for amount in (change, abs(change))
    )


@misconception(
    "loss_not_a_share",
    probes=RUNS,
    says="The last loss was compared with 0.80 itself, not with 0.80 times the first loss.",
    try_="multiply: `0.80 * initial_loss`.",
)
def loss_not_a_share(case: SimpleNamespace) -> bool:
    """final > 0.8."""
    return _other_rules(case, too_timid=float(case.final_loss) > TIMID_LOSS)


@misconception(
    "other_limit",
    probes=RUNS,
    says="The limit for `too_timid` lies elsewhere: the last loss is too high when it is above "
    "0.80 times the first, that is, when it fell by less than a fifth.",
    try_="compare `final_loss` with `0.80 * initial_loss`.",
)
def other_limit(case: SimpleNamespace) -> bool:
    """0.75 or 0.2 for 0.80."""
    final = float(case.final_loss)
    return any(
        _other_rules(case, too_timid=final > share * case.initial_loss) for share in (0.75, 0.2)
    )


def _other_rules(case: SimpleNamespace, **changed: bool) -> bool:
    """Whether the label follows from the rules with some of them changed."""
    holds = _rules(case) | changed
    return _renamed(case, list(holds.items()))
