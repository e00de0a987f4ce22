"""One recorded case as a check reads it: inputs and results side by side, arrays decoded.

It turns plain data into attributes and judges nothing.
"""

from types import SimpleNamespace

from graders.arrays import decoded
from graders.recording import Record


def seen(record: Record) -> SimpleNamespace:
    """The case's results and inputs as attributes; an input wins over a result of its name."""
    results = record.outcome.result if isinstance(record.outcome.result, dict) else {}
    return SimpleNamespace(**decoded({**results, **record.case.inputs}))
