"""One recorded case as a check reads it: inputs and results side by side, arrays decoded.

It turns plain data into attributes and judges nothing.
"""

import base64
from types import SimpleNamespace
from typing import Any

import numpy as np

from graders.recording import Record


def seen(record: Record) -> SimpleNamespace:
    """The case's results and inputs as attributes; an input wins over a result of its name."""
    results = record.outcome.result if isinstance(record.outcome.result, dict) else {}
    return SimpleNamespace(**{**decoded(results), **record.case.inputs})


def decoded(value: Any) -> Any:
    """`value` with every `{"__array__": ...}` turned into a NumPy array."""
    if isinstance(value, list):
        return [decoded(item) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"__array__"}:
        dtype, shape, data = value["__array__"]
        return np.frombuffer(base64.b64decode(data), dtype=dtype).reshape(shape)
    return {str(key): decoded(item) for key, item in value.items()}
