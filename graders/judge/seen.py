"""One recorded case as a check reads it: inputs and results side by side, arrays decoded.

It turns plain data into attributes and judges nothing.
"""

from collections.abc import Collection, Mapping
from types import SimpleNamespace
from typing import Any

from graders.arrays import decoded
from graders.recording import Record


class Noting(SimpleNamespace):
    """Attributes that note in `read` which of the `results` somebody looked at."""

    def __init__(self, values: Mapping[str, Any], results: Collection[str], read: set[str]) -> None:
        super().__init__(**values)
        self._results, self._read = results, read

    def __getattribute__(self, name: str) -> Any:
        """The value, noted."""
        if not name.startswith("_") and name in self._results:
            self._read.add(name)
        return super().__getattribute__(name)


def seen(record: Record, read: set[str] | None = None) -> SimpleNamespace:
    """The case's results and inputs as attributes; an input wins over a result of its name.

    In `read` are kept the names of the results that were looked at.
    """
    results = record.outcome.result if isinstance(record.outcome.result, dict) else {}
    values = decoded({**results, **record.case.inputs})
    if read is None:
        return SimpleNamespace(**values)
    return Noting(values, results.keys() - record.case.inputs.keys(), read)
