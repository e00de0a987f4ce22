"""Arrays on the wire: `{"__array__": [type, shape, base64 of the bytes]}`.

Both sides use it, and neither trusts the other: a form that is not exactly this raises ValueError
before anything else reads it. Infinite and NaN numbers travel as they are.
"""

import base64
import binascii
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS = "biuf"
MARK = "__array__"
MOST_DIMENSIONS = 8
DEEPEST = 32
"""Lists in lists, or dictionaries: nothing that is measured needs as many."""


def encoded(array: NDArray[Any]) -> dict[str, Any]:
    """`array` (booleans, integers or floats) as plain data."""
    data = np.ascontiguousarray(array)
    return {MARK: [data.dtype.str, list(array.shape), base64.b64encode(data.tobytes()).decode()]}


def travels(array: NDArray[Any]) -> bool:
    """Whether `encoded` takes arrays of this type."""
    return array.dtype.kind in KINDS


def decoded(value: Any, depth: int = 0) -> Any:
    """`value` with every encoded array in it turned into a NumPy array.

    Raises ValueError for one whose type, shape or length is not what the form allows, and for
    data nested deeper than DEEPEST.
    """
    if depth > DEEPEST:
        raise ValueError(f"data nested more than {DEEPEST} deep")
    if isinstance(value, list):
        return [decoded(item, depth + 1) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {MARK}:
        return _array(value[MARK])
    return {str(key): decoded(item, depth + 1) for key, item in value.items()}


def _array(form: Any) -> NDArray[Any]:
    if not isinstance(form, list) or len(form) != 3:
        raise ValueError("an array is told by type, shape and data")
    kind, shape, data = form
    dtype, count = _dtype(kind), _count(shape)
    if not isinstance(data, str):
        raise ValueError("an array's data are base64 text")
    try:
        content = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError(f"an array's data are no base64: {error}") from error
    if len(content) != count * dtype.itemsize:
        raise ValueError(f"{len(content)} bytes for an array of {count} times {dtype.itemsize}")
    return np.frombuffer(content, dtype=dtype).reshape(shape)


def _dtype(kind: Any) -> np.dtype[Any]:
    try:
        dtype = np.dtype(kind if isinstance(kind, str) else None)
    except TypeError as error:
        raise ValueError(f"no type of array: {kind!r}") from error
    if dtype.str != kind or dtype.kind not in KINDS:
        raise ValueError(f"no type of array that travels: {kind!r}")
    return dtype


def _count(shape: Any) -> int:
    if not isinstance(shape, list) or len(shape) > MOST_DIMENSIONS:
        raise ValueError("an array's shape is a short list")
    if not all(type(size) is int and size >= 0 for size in shape):
        raise ValueError(f"an array's shape holds counts, not {shape!r}")
    return math.prod(shape)
