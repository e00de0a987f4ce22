"""What the known mistakes of `plateaus` are told by: rates and stops that follow another rule.

It names no mistake.
"""

from types import SimpleNamespace
from typing import Any

from graders.judge.expectations import as_read
from graders.rubrics.plateaus import formulas

CALLBACKS = ("plateau_callbacks",)
FIT = ("fit_with_plateau",)


def rates(case: SimpleNamespace, **other: Any) -> list[float]:
    """The rates by the right rule, or with `other` arguments in place of the right ones."""
    names = ("losses", "first_lr", "factor", "patience", "min_lr")
    return formulas.rates(**{name: getattr(case, name) for name in names} | other)


def trained(case: SimpleNamespace) -> int:
    """How many epochs are trained by the right rule."""
    return formulas.epochs_trained(case.losses, formulas.allowed(case.patience))


def moved_like(case: SimpleNamespace, wrong: list[float]) -> bool:
    """Whether the rates follow `wrong`, as far as that differs from what is right."""
    seen, right = case.rates, rates(case)[: len(case.rates)]
    wrong = wrong[: len(seen)]
    return as_read(wrong).agrees(seen) and not as_read(right).agrees(wrong)


def ended_after(case: SimpleNamespace, epochs: int) -> bool:
    """Whether training ended after so many epochs, which are not the right number."""
    return len(case.rates) == epochs != trained(case)


def compared(
    case: SimpleNamespace, reference: Any, drop: float = formulas.SMALLEST_DROP
) -> list[float]:
    """The rates when each loss is compared with `reference` of the losses before it."""
    rate, waited, seen = case.first_lr, 0, []
    losses = formulas.numbers(case.losses)
    for epoch, loss in enumerate(losses):
        seen.append(rate)
        better = epoch == 0 or loss < reference(losses[:epoch]) - drop
        waited = 0 if better else waited + 1
        if waited >= case.patience:
            rate, waited = max(rate * case.factor, case.min_lr), 0
    return seen
