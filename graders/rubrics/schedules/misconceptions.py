"""Known mistakes of `schedules`, told by what was measured.

Most are a wrong formula: the mistake is recognised when what was seen follows that formula. The
first that matches is named.
"""

import math
from types import SimpleNamespace
from typing import Any

import numpy as np

from graders.judge.declare import misconception
from graders.judge.expectations import exactly, measured
from graders.rubrics.schedules import formulas

SCHEDULING = "adjusting_the_rate"
FLOAT32_TINY = 1e-36
STEPS = ("steps_per_epoch", "total_steps")
HALVING = ("halving", "halving_direct")
COSINE = ("cosine_to", "cosine_to_direct")
BY_EPOCH = ("by_epoch", "by_epoch_direct")
WARMUP = ("warmup_cosine", "warmup_cosine_direct")
LINEAR = ("WarmupLinear", "WarmupLinear_kinds", "WarmupLinear_in_fit")
REBUILT = ("WarmupLinear_config", "WarmupLinear_saved")
CALLED = ("halving_direct", "cosine_to_direct", "by_epoch_direct", "warmup_cosine_direct")


def _follows(case: SimpleNamespace, curve: Any) -> bool:
    """Whether the rates, or the values of direct calls, follow `curve(step)`."""
    fit = hasattr(case, "rates")
    with np.errstate(all="ignore"):
        wrong = curve(np.arange(case.steps) if fit else np.array(case.at))
    # What float32 cannot hold has become 0 in the student's numbers.
    wrong = np.where(np.abs(wrong) < FLOAT32_TINY, 0.0, wrong)
    return measured(wrong).agrees(case.rates if fit else case.values)


def _steps(case: SimpleNamespace) -> list[int]:
    return list(case.at) if hasattr(case, "at") else list(range(case.steps))


def _numbers(case: SimpleNamespace) -> list[float]:
    numbers: list[float] = case.rates if hasattr(case, "rates") else case.values
    return numbers


@misconception(
    "K26",
    probes=STEPS,
    says="The function returns nothing: printing a number is not returning it.",
    try_="end the function with `return` and the number.",
)
def returns_nothing(case: SimpleNamespace) -> bool:
    """None."""
    return str(case.returned["type"]) == "NoneType"


@misconception(
    "K27",
    probes=STEPS,
    says="There is one step too many where the images fill the last batch exactly.",
    try_="240 images in batches of 24 are 10 steps: round up, do not add 1.",
)
def always_one_more(case: SimpleNamespace) -> bool:
    """n // batch_size + 1, for all epochs."""
    samples, batch_size, *epochs = case.arguments
    full = samples % batch_size == 0
    return full and exactly((samples // batch_size + 1) * math.prod(epochs)).agrees(
        case.returned["value"]
    )


@misconception(
    "M045",
    probes=STEPS,
    says="The last, partial batch was dropped: the division rounds down, and Keras trains on that "
    "batch too.",
    try_="round up: `math.ceil(n / batch)`, or `-(-n // batch)`.",
    card=SCHEDULING,
)
def rounded_down(case: SimpleNamespace) -> bool:
    """n // batch_size."""
    samples, batch_size, *epochs = case.arguments
    wrong = samples // batch_size * math.prod(epochs)
    return wrong != math.ceil(samples / batch_size) * math.prod(epochs) and exactly(wrong).agrees(
        case.returned["value"]
    )


@misconception(
    "M046",
    probes=("total_steps",),
    says="All images of all epochs were divided at once, but a batch never spans two epochs.",
    try_="count the steps of one epoch, then multiply.",
)
def batches_across_epochs(case: SimpleNamespace) -> bool:
    """ceil(n * epochs / batch_size)."""
    samples, batch_size, epochs = case.arguments
    return exactly(math.ceil(samples * epochs / batch_size)).agrees(case.returned["value"])


@misconception(
    "M047",
    probes=STEPS,
    says="The count is a float; `range` and Keras's schedules want an int.",
    try_="`math.ceil` returns an int, `np.ceil` does not.",
)
def count_is_a_float(case: SimpleNamespace) -> bool:
    """A whole number of the wrong type."""
    return str(case.returned["type"]).startswith("float") and case.returned["value"] % 1 == 0


@misconception(
    "K14",
    probes=STEPS,
    says="The number of images was used where the number of batches is meant.",
    try_="divide by the batch size first.",
)
def counted_images(case: SimpleNamespace) -> bool:
    """n, or n * epochs."""
    samples, _, *epochs = case.arguments
    return exactly(samples * math.prod(epochs)).agrees(case.returned["value"])


def _per_epoch(case: SimpleNamespace, rate: Any) -> bool:
    wrong = [rate(epoch) for epoch in range(case.epochs) for _ in range(case.steps)]
    return measured(wrong).agrees([seen for epoch in case.rates for seen in epoch])


@misconception(
    "M111",
    probes=("step_decay_callback",),
    says="The rate is the same in every epoch: the function does not use the epoch that it gets.",
    try_="how often has the rate dropped at epoch e?",
)
def constant_rate(case: SimpleNamespace) -> bool:
    """initial_lr, or initial_lr * drop, in every epoch."""
    return any(
        _per_epoch(case, lambda _, wrong=wrong: wrong)
        for wrong in (case.initial_lr, case.initial_lr * case.drop)
    )


@misconception(
    "M057",
    probes=("step_decay_callback",),
    says="The callback never changed the rate, and nothing complains: Keras calls "
    "`on_epoch_begin`, and never a method of another name; `optimizer.lr = ...` only makes a new "
    "attribute.",
    try_="check the name of the method, and that it assigns to "
    "`self.model.optimizer.learning_rate`.",
    card=SCHEDULING,
)
def never_called(case: SimpleNamespace) -> bool:
    """The rate the optimizer was made with, in every epoch."""
    return _per_epoch(case, lambda _: case.rates[0][0]) and not measured(case.initial_lr).agrees(
        case.rates[0][0]
    )


@misconception(
    "M051",
    probes=("step_decay_callback",),
    says="The rate drops in every epoch; it should wait for `epochs_per_drop` of them.",
    try_="use e // epochs_per_drop as the exponent.",
    card=SCHEDULING,
)
def drops_every_epoch(case: SimpleNamespace) -> bool:
    """initial_lr * drop ** epoch."""
    return _per_epoch(case, lambda epoch: case.initial_lr * case.drop**epoch)


@misconception(
    "M055",
    probes=("step_decay_callback",),
    says="The rate falls a little in every epoch; it should fall in steps.",
    try_="use integer division, `//`, in the exponent.",
)
def smooth_decay(case: SimpleNamespace) -> bool:
    """initial_lr * drop ** (epoch / epochs_per_drop)."""
    share = 1 / case.epochs_per_drop
    return _per_epoch(case, lambda epoch: case.initial_lr * case.drop ** (epoch * share))


@misconception(
    "M059",
    probes=("step_decay_callback",),
    says="Every change comes one epoch late: it was set at the end of an epoch, with that epoch's "
    "own index.",
    try_="set the rate in `on_epoch_begin`.",
)
def one_epoch_late(case: SimpleNamespace) -> bool:
    """The rate of the epoch before, from the second epoch on."""
    late = [
        formulas.step_decay(epoch - 1, case.initial_lr, case.drop, case.epochs_per_drop)
        for epoch in range(1, case.epochs)
    ]
    return measured(late).agrees([epoch[0] for epoch in case.rates[1:]])


@misconception(
    "K15",
    probes=("step_decay_callback",),
    says="The epochs were counted from 1; `fit` calls the first one 0.",
    try_="use the epoch as it is passed.",
)
def counted_from_one(case: SimpleNamespace) -> bool:
    """The rate of the next epoch."""
    return _per_epoch(
        case,
        lambda epoch: formulas.step_decay(
            epoch + 1, case.initial_lr, case.drop, case.epochs_per_drop
        ),
    )


@misconception(
    "M053",
    probes=("step_decay_callback",),
    says="The second fit starts where the first one ended: the rate was multiplied instead of "
    "computed from the epoch.",
    try_="compute initial_lr * drop ** (e // epochs_per_drop) anew in every epoch.",
)
def multiplied(case: SimpleNamespace) -> bool:
    """Right in the first fit, lower in the second or elsewhere."""
    epochs = [epoch[0] for epoch in case.again]
    right = formulas.step_decay(
        np.arange(case.epochs), case.initial_lr, case.drop, case.epochs_per_drop
    )
    first = [epoch[0] for epoch in case.rates]
    return measured(right).agrees(first) and not measured(right).agrees(epochs)


@misconception(
    "rate_found",
    probes=("step_decay_callback",),
    says="The first epoch has the rate that the optimizer was made with, or a drop of it, and that "
    "can be any rate.",
    try_="compute initial_lr * drop ** (e // epochs_per_drop) anew in every epoch.",
)
def rate_found(case: SimpleNamespace) -> bool:
    """The optimizer's own rate, or a drop of it, in the first epoch."""
    return any(measured(case.found * case.drop**k).agrees(case.rates[0][0]) for k in range(3))


@misconception(
    "K28",
    probes=CALLED,
    says="The function returned something that is no schedule: nothing, a number, a list, a "
    "function, a callback, or an optimizer.",
    try_="make the schedule object and `return` the object itself.",
)
def no_schedule(case: SimpleNamespace) -> bool:
    """The probe wrote a text where the values of a schedule would be."""
    return isinstance(case.values, str)


@misconception(
    "M099",
    probes=(*CALLED, "WarmupLinear", "WarmupLinear_kinds"),
    says="The rate depends on how often the schedule was called: it counts its own calls, and "
    "Keras calls it once while it builds the graph, or several times a step.",
    try_="use the step that `__call__` gets, and no counter of your own.",
    card=SCHEDULING,
)
def counts_its_calls(case: SimpleNamespace) -> bool:
    """The formula of 0, 1, 2, ... or 1, 2, 3, ... whatever the steps were."""
    calls, formula = np.arange(len(case.at)), _formula(case)
    if not hasattr(case, "settings"):
        calls = calls[::-1]  # the probes of WarmupLinear call from the last step to the first
    curves = [formula(calls + first) for first in (0, 1)]
    return any(np.ptp(curve) > 0 and measured(curve).agrees(case.values) for curve in curves)


def _formula(case: SimpleNamespace) -> Any:
    """The right formula of a case, as a function of the step."""
    if not hasattr(case, "settings"):
        return lambda step: _line(case, step)
    formulas_by_name: dict[str, Any] = {
        "smooth": formulas.halving,
        "values": formulas.by_epoch,
        "warmup_steps": formulas.warmup_cosine,
        "total_steps": formulas.cosine_to,
    }
    formula = next(f for name, f in formulas_by_name.items() if name in case.settings)
    return lambda step: formula(step, **case.settings)


@misconception(
    "M081",
    probes=HALVING,
    says="The rate doubles instead of halving: the factor is 2.",
    try_="the factor that is kept at each halving is 0.5.",
    card=SCHEDULING,
)
def doubles(case: SimpleNamespace) -> bool:
    """initial_lr * 2 ** ..."""
    wanted = case.settings["initial_lr"]
    return _follows(case, lambda s: wanted**2 / formulas.halving(s, **case.settings))


@misconception(
    "K16",
    probes=HALVING,
    says="Smooth and stairs are the wrong way round.",
    try_="`staircase=True` means `smooth=False`.",
)
def smooth_and_stairs_swapped(case: SimpleNamespace) -> bool:
    """The formula of the other value of `smooth`."""
    other = case.settings | {"smooth": not case.settings["smooth"]}
    return _follows(case, lambda s: formulas.halving(s, **other))


@misconception(
    "K05",
    probes=HALVING,
    says="The rate halves at every step: `steps_per_halving` was not used.",
    try_="pass `decay_steps=steps_per_halving`.",
)
def halves_every_step(case: SimpleNamespace) -> bool:
    """initial_lr / 2 ** step."""
    return _follows(case, lambda s: case.settings["initial_lr"] * 0.5**s)


@misconception(
    "K05_slow",
    probes=HALVING,
    says="The rate falls, but so slowly that this training will not notice: in "
    "`steps_per_halving` steps it should halve, and it loses less than a hundredth.",
    try_="pass `decay_steps=steps_per_halving`; the 100,000 of the manual's example is for a "
    "training of that length.",
    card=SCHEDULING,
)
def falls_far_too_slowly(case: SimpleNamespace) -> bool:
    """Ever smaller, and still more than 99 % of the start at the end."""
    rates = np.array(_numbers(case))
    lost = 1 - rates[-1] / case.settings["initial_lr"]
    return bool((np.diff(rates) <= 0).all() and 1e-6 < lost < 0.01)


@misconception(
    "K29",
    probes=HALVING,
    says="The rate halves, but not every `steps_per_halving` steps: another number was used.",
    try_="pass `decay_steps=steps_per_halving`, without a factor of your own.",
    card=SCHEDULING,
)
def another_interval(case: SimpleNamespace) -> bool:
    """The smooth curve of some other interval."""
    start = case.settings["initial_lr"]
    step, rate = _steps(case)[-1], _numbers(case)[-1]
    halvings = math.log2(start / rate)
    return halvings > 0.01 and _follows(case, lambda s: start * 0.5 ** (s * halvings / step))


@misconception(
    "K31",
    probes=BY_EPOCH,
    says="The rate stays at values[0]: it was computed once, or no boundary was reached.",
    try_="return the schedule itself; its boundaries are steps, epoch * steps_per_epoch.",
    card=SCHEDULING,
)
def no_boundary_reached(case: SimpleNamespace) -> bool:
    """values[0] at every step."""
    return _follows(case, lambda step: np.full(len(step), case.settings["values"][0]))


@misconception(
    "M083",
    probes=(*HALVING, *COSINE, *BY_EPOCH, *WARMUP, *LINEAR),
    says="The rate never changes: it was computed once, for one step, and is a constant since.",
    try_="return the schedule itself, not its value; compute from the step that is passed, not "
    "from a counter of your own.",
    card=SCHEDULING,
)
def constant(case: SimpleNamespace) -> bool:
    """The same value at every step."""
    seen = _numbers(case)
    return measured([seen[0]] * len(seen)).agrees(seen)


@misconception(
    "M063",
    probes=COSINE,
    says="The last rate is peak_lr * final_lr: `final_lr` was passed as `alpha`, which is a "
    "fraction of the first rate.",
    try_="`alpha=final_lr / peak_lr`.",
    card=SCHEDULING,
)
def alpha_is_a_fraction(case: SimpleNamespace) -> bool:
    """CosineDecay with alpha=final_lr."""
    s = case.settings
    wrong = s | {"final_lr": s["peak_lr"] * s["final_lr"]}
    return _follows(case, lambda step: formulas.cosine_to(step, **wrong))


@misconception(
    "K17",
    probes=COSINE,
    says="The rate goes to 0 and not to `final_lr`.",
    try_="what is `alpha` for?",
)
def cosine_to_zero(case: SimpleNamespace) -> bool:
    """CosineDecay without alpha."""
    wrong = case.settings | {"final_lr": 0.0}
    return _follows(case, lambda step: formulas.cosine_to(step, **wrong))


@misconception(
    "M079",
    probes=(*COSINE, *WARMUP),
    says="The rate rises again after `total_steps`: it should stay where it is.",
    try_="`CosineDecay` makes one half cosine, `CosineDecayRestarts` starts again; in a formula "
    "of your own, take min(s, total_steps).",
)
def rises_again(case: SimpleNamespace) -> bool:
    """Right until the end, larger afterwards."""
    last, right = case.settings["total_steps"], _formula(case)
    pairs = list(zip(_steps(case), _numbers(case), strict=True))
    before = [(step, rate) for step, rate in pairs if step < last]
    steps, rates = np.array([step for step, _ in before]), [rate for _, rate in before]
    rises = pairs[-1][1] > 1.001 * case.settings["final_lr"]
    return rises and measured(right(steps)).agrees(rates)


@misconception(
    "K18",
    probes=COSINE,
    says="The rate falls along a straight line, not along a cosine.",
    try_="use `CosineDecay`.",
)
def straight_line(case: SimpleNamespace) -> bool:
    """A line from peak_lr to final_lr."""
    s = case.settings

    def line(step: Any) -> Any:
        share = np.minimum(step, s["total_steps"]) / s["total_steps"]
        return s["peak_lr"] + (s["final_lr"] - s["peak_lr"]) * share

    return _follows(case, line)


@misconception(
    "M073",
    probes=BY_EPOCH,
    says="Every change comes one step late: `PiecewiseConstantDecay` keeps the old value at the "
    "boundary itself.",
    try_="subtract 1 from each boundary.",
    card=SCHEDULING,
)
def one_step_late(case: SimpleNamespace) -> bool:
    """Boundaries at epoch * steps_per_epoch."""
    return _follows(case, lambda step: formulas.by_epoch(np.maximum(step - 1, 0), **case.settings))


@misconception(
    "M061",
    probes=BY_EPOCH,
    says="The boundaries are epochs where steps are meant: the rate changes after so many batches.",
    try_="multiply each epoch by `steps_per_epoch`.",
    card=SCHEDULING,
)
def boundaries_in_epochs(case: SimpleNamespace) -> bool:
    """steps_per_epoch taken as 1, with or without the boundary's own step."""
    wrong = case.settings | {"steps_per_epoch": 1}
    if case.settings["steps_per_epoch"] == 1:
        return False
    return any(
        _follows(case, lambda s, late=late: formulas.by_epoch(np.maximum(s - late, 0), **wrong))
        for late in (0, 1)
    )


@misconception(
    "K19",
    probes=BY_EPOCH,
    says="Every change comes one step early: 1 was subtracted where nothing is to be subtracted.",
    try_="compare the step with epoch * steps_per_epoch itself.",
)
def one_step_early(case: SimpleNamespace) -> bool:
    """The rate of the next step."""
    return _follows(case, lambda step: formulas.by_epoch(step + 1, **case.settings))


@misconception(
    "K33",
    probes=BY_EPOCH,
    says="The values were sorted; a rate may rise as well as fall.",
    try_="use `values` in the order in which they come.",
)
def values_sorted(case: SimpleNamespace) -> bool:
    """The values in falling or rising order."""
    falling = sorted(case.settings["values"], reverse=True)
    orders = [falling, falling[::-1]]
    return any(
        _follows(case, lambda s, v=v: formulas.by_epoch(s, **(case.settings | {"values": v})))
        for v in orders
        if v != case.settings["values"]
    )


@misconception(
    "M065",
    probes=WARMUP,
    says="There is no warm-up: without `warmup_target`, `CosineDecay` ignores `warmup_steps`.",
    try_="`initial_learning_rate=0.0, warmup_target=peak_lr`.",
    card=SCHEDULING,
)
def warmup_ignored(case: SimpleNamespace) -> bool:
    """A cosine from peak_lr at step 0, over all or over the remaining steps."""
    s = case.settings
    return any(
        _follows(case, lambda step, n=n: formulas.cosine_to(step, s["peak_lr"], s["final_lr"], n))
        for n in (s["total_steps"], s["total_steps"] - s["warmup_steps"])
    )


@misconception(
    "K20",
    probes=WARMUP,
    says="The cosine ends `warmup_steps` too late: Keras's `decay_steps` does not contain the "
    "warm-up.",
    try_="`decay_steps=total_steps - warmup_steps`.",
    card=SCHEDULING,
)
def decay_counts_the_warmup(case: SimpleNamespace) -> bool:
    """decay_steps = total_steps."""
    wrong = dict(case.settings)
    wrong["total_steps"] += wrong["warmup_steps"]
    return _follows(case, lambda step: formulas.warmup_cosine(step, **wrong))


@misconception(
    "K21",
    probes=WARMUP,
    says="The last rate is not `final_lr`: it was passed as `alpha`, which is a fraction of the "
    "peak, or left out.",
    try_="`alpha=final_lr / peak_lr`.",
)
def warmup_alpha(case: SimpleNamespace) -> bool:
    """alpha=final_lr, or no alpha."""
    s = case.settings
    return any(
        _follows(case, lambda step, w=w: formulas.warmup_cosine(step, **(s | {"final_lr": w})))
        for w in (s["peak_lr"] * s["final_lr"], 0.0)
    )


@misconception(
    "K22",
    probes=WARMUP,
    says="The climb is one step ahead: it begins above 0.",
    try_="here LR(0) is 0: peak_lr * s / warmup_steps.",
)
def climb_one_ahead(case: SimpleNamespace) -> bool:
    """peak (s + 1) / W while climbing."""
    s = case.settings

    def ahead(step: Any) -> Any:
        up = s["peak_lr"] * (step + 1) / s["warmup_steps"]
        return np.where(step < s["warmup_steps"], up, formulas.warmup_cosine(step, **s))

    return _follows(case, ahead)


@misconception(
    "M097",
    probes=WARMUP,
    says="Climb and cosine were multiplied, so the peak is never reached.",
    try_="use one or the other, by the step; the cosine begins when the climb is over.",
)
def climb_times_cosine(case: SimpleNamespace) -> bool:
    """min(1, s/W) times a cosine that begins at step 0."""
    s = case.settings

    def product(step: Any) -> Any:
        up = np.minimum(1, step / s["warmup_steps"])
        return up * formulas.cosine_to(step, s["peak_lr"], s["final_lr"], s["total_steps"])

    return _follows(case, product)


@misconception(
    "M091",
    probes=WARMUP,
    says="The climb is 0 until its end: the step was divided with integer division.",
    try_="make the step a float first: `tf.cast(step, tf.float32)`.",
)
def climb_in_whole_numbers(case: SimpleNamespace) -> bool:
    """peak * (s // W) while climbing."""
    s = case.settings
    return s["warmup_steps"] > 1 and _follows(
        case,
        lambda step: np.where(step < s["warmup_steps"], 0.0, formulas.warmup_cosine(step, **s)),
    )


def _line(case: SimpleNamespace, step: Any, **changed: Any) -> Any:
    settings = {
        "peak_lr": case.peak_lr,
        "warmup_steps": case.warmup_steps,
        "total_steps": case.total_steps,
        "end_lr": case.end_lr,
    }
    return formulas.warmup_linear(step, **(settings | changed))


@misconception(
    "K32",
    probes=LINEAR,
    says="A rate is not a number (NaN): 0 was divided by 0, or infinity multiplied by 0. "
    "`warmup_steps` may be 0, and both branches of a `where` are computed.",
    try_="divide by `max(warmup_steps, 1)`.",
)
def not_a_number(case: SimpleNamespace) -> bool:
    """NaN at some step."""
    return any(math.isnan(value) for value in _numbers(case))


@misconception(
    "M093",
    probes=LINEAR,
    says="The climb never reaches the peak at its last step: it was divided by W + 1, or starts "
    "at s instead of s + 1.",
    try_="at s = W - 1 the formula peak_lr * (s + 1) / W gives exactly peak_lr.",
)
def climb_too_low(case: SimpleNamespace) -> bool:
    """peak (s+1)/(W+1), or peak s/W."""
    warmup = case.warmup_steps

    def climbing(up: Any) -> Any:
        return lambda s: np.where(s < warmup, up(s), _line(case, s))

    return warmup > 0 and (
        _follows(case, climbing(lambda s: case.peak_lr * (s + 1) / (warmup + 1)))
        or _follows(case, climbing(lambda s: case.peak_lr * s / warmup))
    )


@misconception(
    "M095",
    probes=LINEAR,
    says="The line goes on after `total_steps`: the rate falls below `end_lr`, even below 0.",
    try_="limit the step: `tf.minimum(step, total_steps)`.",
    card=SCHEDULING,
)
def not_clamped(case: SimpleNamespace) -> bool:
    """The line without an end."""
    span = case.total_steps - case.warmup_steps

    def line(s: Any) -> Any:
        down = case.end_lr + (case.peak_lr - case.end_lr) * (case.total_steps - s) / span
        return np.where(s < case.warmup_steps, _line(case, s), down)

    return _follows(case, line)


@misconception(
    "M097",
    probes=LINEAR,
    says="Climb and decay were multiplied, so the peak is never reached.",
    try_="use one or the other, by the step.",
)
def multiplied_with_decay(case: SimpleNamespace) -> bool:
    """min(1, (s+1)/W) times the decay over all steps."""
    warmup = max(case.warmup_steps, 1)

    def product(s: Any) -> Any:
        left = np.maximum(case.total_steps - s, 0) / case.total_steps
        down = case.end_lr + (case.peak_lr - case.end_lr) * left
        return np.minimum(1, (s + 1) / warmup) * down

    return _follows(case, product)


@misconception(
    "M091",
    probes=LINEAR,
    says="The climb is 0 until its end: the step was divided with integer division.",
    try_="make the step a float first: `tf.cast(step, tf.float32)`.",
)
def integer_division(case: SimpleNamespace) -> bool:
    """peak * ((s + 1) // W)."""
    warmup = max(case.warmup_steps, 1)
    return _follows(
        case,
        lambda s: np.where(
            s < case.warmup_steps, case.peak_lr * ((s + 1) // warmup), _line(case, s)
        ),
    )


@misconception(
    "K23",
    probes=LINEAR,
    says="The line ends at 0 and not at `end_lr`.",
    try_="the line goes from peak_lr down to end_lr.",
)
def end_ignored(case: SimpleNamespace) -> bool:
    """end_lr taken as 0."""
    return case.end_lr > 0 and _follows(case, lambda s: _line(case, s, end_lr=0.0))


@misconception(
    "K24",
    probes=LINEAR,
    says="The way down is a cosine, not a straight line.",
    try_="use the straight line of the task: (T - s) / (T - W).",
)
def cosine_instead_of_line(case: SimpleNamespace) -> bool:
    """Half a cosine after the climb."""
    span = case.total_steps - case.warmup_steps

    def down(s: Any) -> Any:
        tail = formulas.cosine_to(s - case.warmup_steps, case.peak_lr, case.end_lr, span)
        return np.where(s < case.warmup_steps, _line(case, s), tail)

    return _follows(case, down)


@misconception(
    "M101",
    probes=REBUILT,
    says="`end_lr` got lost on the way: `get_config` does not return it.",
    try_="return all four arguments from `get_config`.",
)
def end_lost(case: SimpleNamespace) -> bool:
    """The values with the default of end_lr."""
    return _follows(case, lambda s: _line(case, s, end_lr=0.0))


@misconception(
    "K25",
    probes=(*REBUILT, "step_decay_callback", "halving", "cosine_to", "by_epoch", "warmup_cosine"),
    says="The settings of another object, made later, were used: the two share them.",
    try_="keep the settings on `self` or in the function, not in the class or in a global.",
)
def settings_of_another(case: SimpleNamespace) -> bool:
    """What the probe made last, in place of what it made first."""
    if hasattr(case, "other"):
        return bool(case.other) and _per_epoch(
            case, lambda epoch: formulas.step_decay(epoch, *case.other)
        )
    if hasattr(case, "settings"):
        return _follows(case, lambda step: 2 * _formula(case)(step))
    return _follows(case, lambda step: formulas.warmup_linear(step, 0.5, 2, 9, 0.1))
