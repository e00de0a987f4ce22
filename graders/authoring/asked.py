"""What a watched child asked the kernel for, one line of its output each. Data, and its reading."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

MARK = "\x00asked "
"""Begins each line; what the child itself prints does not begin so."""


@dataclass(frozen=True, order=True)
class Asked:
    """One system call: opening a file, or a call that a child is refused.

    `path` is the file as it was asked for and `real` where links lead, both absolute and empty for
    other calls; a child's own folder below /proc is called /proc/self. `there` says whether the
    file exists, `writes` whether it was to be written.
    """

    call: str
    path: str = ""
    real: str = ""
    writes: bool = False
    there: bool = True

    @property
    def line(self) -> bytes:
        """This as a line of output."""
        return f"{MARK}{json.dumps(asdict(self))}\n".encode()


def heard(output: str) -> Iterator[Asked]:
    """What was asked for, in order, from everything that a watched child printed."""
    # Other prints may end without a new line, so the mark counts wherever it stands.
    for part in output.split(MARK)[1:]:
        yield Asked(**json.loads(part.partition("\n")[0]))
