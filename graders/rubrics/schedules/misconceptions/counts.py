"""Known mistakes of `steps_per_epoch` and `total_steps`."""

import math
from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.judge.expectations import exactly
from graders.rubrics.schedules.misconceptions.following import STEPS


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
    card="adjusting_the_rate",
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
