"""Known mistakes in `fine_tuning_rate`."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.judge.expectations import plain


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
