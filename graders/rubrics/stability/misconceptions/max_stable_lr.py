"""Known mistakes in `max_stable_lr`: most are a wrong formula, and what was seen follows it."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from graders.judge.declare import misconception
from graders.judge.expectations import solved
from graders.rubrics.stability import checks, formulas


def _rate(case: SimpleNamespace, eigenvalue: Any) -> bool:
    """Whether the bound was computed as it should be, but with this for the eigenvalue."""
    with np.errstate(all="ignore"):
        return solved(2 * (1 + (case.momentum or 0.0)) / eigenvalue).agrees(case.returned)


@misconception(
    "many_rates",
    probes=("max_stable_lr",),
    says="An array came back, a limit for each eigenvalue. All directions share one rate, so the "
    "smallest of these limits counts.",
    try_="use the largest eigenvalue only.",
    card="too_high",
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
    card="too_high",
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
