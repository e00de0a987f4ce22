"""Report -> JSON text, as report.schema.json in this folder describes it.

The text can always be written as UTF-8 and read back by any JSON reader: NaN and infinity,
which JSON does not have, never appear in it.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from graders.report import Report, to_dict

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")


def report_json(report: Report) -> str:
    """`report` as one JSON object, indented, ending in a newline.

    A number that is not finite becomes null in `environment`, `timing` and `sure`. Raises
    ValueError when one stands among the points, for that is a fault of the grader.
    """
    return _text(_object(report))


def reports_json(reports: Iterable[Report]) -> str:
    """All `reports` as one JSON array, in the order given; raises as `report_json` does."""
    return _text([_object(report) for report in reports])


def _object(report: Report) -> dict[str, Any]:
    data = to_dict(report)
    for name in ("environment", "timing"):
        data[name] = _finite(data[name])
    for item in data["explanations"]:
        item["concepts"] = _finite(item["concepts"])
    return data


def _finite(value: Any) -> Any:
    """`value` with null for each number in it that is not finite."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return value


def _text(data: Any) -> str:
    text = json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)
    # A lone surrogate has no UTF-8 form; inside a JSON string its escape means the same.
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text) + "\n"
