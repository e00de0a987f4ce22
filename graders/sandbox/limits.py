"""How much one child may use. Data only."""

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Limits of one child: processor and wall seconds, memory, files and output in bytes.

    Wall time is wider than processor time, so that a busy machine costs nobody a verdict.
    `memory` bounds the data a process may allocate; address space gets four times as much,
    since TensorFlow reserves far more than it uses.
    """

    seconds: float = 10.0
    wall_factor: float = 3.0
    memory: int = 3072 * MEBIBYTE
    file_size: int = 64 * MEBIBYTE
    open_files: int = 256
    output: int = 64 * 1024
    result: int = 32 * MEBIBYTE

    @property
    def wall_seconds(self) -> float:
        """Seconds on the clock after which the child is ended, whatever it does."""
        return self.seconds * self.wall_factor
