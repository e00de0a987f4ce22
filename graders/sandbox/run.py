"""What every runner returns, and the one method that it must have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from graders.sandbox.limits import Limit, Limits

Ending = Literal["finished", "timeout", "memory", "crash", "tampered"]


class SandboxError(RuntimeError):
    """The sandbox itself failed; never a student's fault."""


@dataclass(frozen=True)
class Run:
    """How one child ended.

    `result` is set for `finished` only. `seconds` is processor time, `output` what the child
    printed up to the limit; `output_cut` says that there was more. `layers` maps each sandbox
    layer to "on" or to the reason why it is off. `asked` counts the messages that it took.
    `limit` is the one that ended it, and `detail` then how much that allows. `at` is the step
    that the child told last; None where it told none.
    """

    ending: Ending
    result: bytes | None = None
    detail: str = ""
    seconds: float = 0.0
    output: str = ""
    output_cut: bool = False
    asked: int = 0
    layers: Mapping[str, str] = field(default_factory=dict)
    limit: Limit | None = None
    at: int | None = None


class Runner(Protocol):
    """Runs its function in one child after another."""

    def run(self, messages: Sequence[bytes], limits: Limits) -> Run:
        """Run the function in a fresh child that can ask for `messages`, one after the other."""
        ...

    def close(self) -> None:
        """End every process of this runner."""
        ...
