"""What the known mistakes of `schedules` are told by: rates that follow a wrong formula.

It names no mistake.
"""

from types import SimpleNamespace
from typing import Any

import numpy as np

from graders.judge.expectations import measured
from graders.rubrics.schedules import formulas

FLOAT32_TINY = 1e-36
STEPS = ("steps_per_epoch", "total_steps")
HALVING = ("halving", "halving_direct")
COSINE = ("cosine_to", "cosine_to_direct")
BY_EPOCH = ("by_epoch", "by_epoch_direct")
WARMUP = ("warmup_cosine", "warmup_cosine_direct")
LINEAR = ("WarmupLinear", "WarmupLinear_kinds", "WarmupLinear_in_fit")
REBUILT = ("WarmupLinear_config", "WarmupLinear_saved")
CALLED = ("halving_direct", "cosine_to_direct", "by_epoch_direct", "warmup_cosine_direct")


def follows(case: SimpleNamespace, curve: Any) -> bool:
    """Whether the rates, or the values of direct calls, follow `curve(step)`."""
    fit = hasattr(case, "rates")
    with np.errstate(all="ignore"):
        wrong = curve(np.arange(case.steps) if fit else np.array(case.at))
    # What float32 cannot hold has become 0 in the student's numbers.
    wrong = np.where(np.abs(wrong) < FLOAT32_TINY, 0.0, wrong)
    return measured(wrong).agrees(case.rates if fit else case.values)


def steps_of(case: SimpleNamespace) -> list[int]:
    """The steps at which a case was measured."""
    return list(case.at) if hasattr(case, "at") else list(range(case.steps))


def numbers_of(case: SimpleNamespace) -> list[float]:
    """What was measured: rates of a training, or values of direct calls."""
    numbers: list[float] = case.rates if hasattr(case, "rates") else case.values
    return numbers


def per_epoch(case: SimpleNamespace, rate: Any) -> bool:
    """Whether every step of an epoch has the rate `rate(epoch)`."""
    wrong = [rate(epoch) for epoch in range(case.epochs) for _ in range(case.steps)]
    return measured(wrong).agrees([seen for epoch in case.rates for seen in epoch])


def right_formula(case: SimpleNamespace) -> Any:
    """The right formula of a case, as a function of the step."""
    if not hasattr(case, "settings"):
        return lambda step: warmup_line(case, step)
    formulas_by_name: dict[str, Any] = {
        "smooth": formulas.halving,
        "values": formulas.by_epoch,
        "warmup_steps": formulas.warmup_cosine,
        "total_steps": formulas.cosine_to,
    }
    formula = next(f for name, f in formulas_by_name.items() if name in case.settings)
    return lambda step: formula(step, **case.settings)


def warmup_line(case: SimpleNamespace, step: Any, **changed: Any) -> Any:
    """The right rates of `WarmupLinear`, or those with `changed` arguments."""
    settings = {
        "peak_lr": case.peak_lr,
        "warmup_steps": case.warmup_steps,
        "total_steps": case.total_steps,
        "end_lr": case.end_lr,
    }
    return formulas.warmup_linear(step, **(settings | changed))
