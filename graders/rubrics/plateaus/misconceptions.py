"""Known mistakes of `plateaus`, told by what was measured."""

from types import SimpleNamespace

from graders.judge.declare import misconception
from graders.judge.expectations import plain


@misconception(
    "plateaus-1",
    probes=("halved",),
    says="The rate was doubled.",
    try_="divide by 2 where you multiplied.",
)
def doubled(case: SimpleNamespace) -> bool:
    """Twice the rate."""
    return case.returned == plain(case.learning_rate * 2)
