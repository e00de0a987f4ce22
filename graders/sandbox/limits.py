"""How much one child may use, and each limit in words. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

MEBIBYTE = 1024 * 1024
UNITS = (("GiB", 1024 * MEBIBYTE), ("MiB", MEBIBYTE), ("KiB", 1024))

Limit = Literal[
    "processor",
    "clock",
    "memory",
    "threads",
    "processes",
    "open_files",
    "file_size",
    "scratch",
    "scratch_files",
    "output",
]
"""What a child may use up. `processor` and `clock` are times."""


@dataclass(frozen=True)
class Limits:
    """Limits of one child: processor and wall seconds, bytes of memory, files and output, counts.

    Wall time is wider than processor time, so that a busy machine costs nobody a verdict.
    `memory` bounds the data a process may allocate and what it shares; address space gets four
    times as much, since TensorFlow reserves far more than it uses. `scratch` is for all files
    together, `scratch_files` counts them and their folders. `step_share` is the share of its time
    that a child may spend without telling progress, where it is one of several tries.
    """

    seconds: float = 10.0
    wall_factor: float = 3.0
    step_share: float | None = None
    memory: int = 3072 * MEBIBYTE
    threads: int = 256
    processes: int = 8
    open_files: int = 128
    file_size: int = 32 * MEBIBYTE
    scratch: int = 128 * MEBIBYTE
    scratch_files: int = 5000
    output: int = 64 * 1024
    result: int = 8 * MEBIBYTE

    @property
    def wall_seconds(self) -> float:
        """Seconds on the clock after which the child is ended, whatever it does."""
        return self.seconds * self.wall_factor

    def words(self, limit: Limit) -> str:
        """How much `limit` allows, as a person reads it: "10 s", "3 GiB", "128"."""
        if limit in ("processor", "clock"):
            return f"{self.seconds if limit == 'processor' else self.wall_seconds:g} s"
        amount: int = getattr(self, limit)
        return size_in_words(amount) if limit in SIZES else str(amount)

    def changed(self, table: Mapping[str, int]) -> "Limits":
        """With the values of `table`: names of fields, sizes as `<name>_mib`.

        Raises ValueError for a name that is no limit, and for a value that is no positive int.
        """
        values = {}
        for key, value in table.items():
            name = key.removesuffix("_mib")
            if name not in CHANGEABLE or (name in SIZES) != key.endswith("_mib"):
                raise ValueError(f"no limit is called {key!r}; there are: {', '.join(KEYS)}")
            if type(value) is not int or value < 1:
                raise ValueError(
                    f"the limit {key} has to be a positive whole number, not {value!r}"
                )
            values[name] = value * MEBIBYTE if name in SIZES else value
        return replace(self, **values)


SIZES = ("memory", "file_size", "scratch", "output", "result")
"""The limits that are counted in bytes."""
CHANGEABLE = ("wall_factor", "threads", "processes", "open_files", "scratch_files", *SIZES)
KEYS = tuple(f"{name}_mib" if name in SIZES else name for name in CHANGEABLE)
"""The names under which a rubric may change a limit."""


def size_in_words(amount: int) -> str:
    """Bytes in the largest unit that leaves a whole number or one above 1: "64 MiB"."""
    for unit, size in UNITS:
        if amount >= size:
            return f"{round(amount / size, 1):g} {unit}"
    return f"{amount} bytes"
