"""Known mistakes in `lr_range`."""

from types import SimpleNamespace

import numpy as np

from graders.judge.declare import misconception
from graders.judge.expectations import plain
from graders.rubrics.stability import formulas


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
