"""Runs the cases of one child, each with its probe, and says how each ended.

A probe's result may hold a `Measurement`; the rates take its place. The measurements of all cases
are traced together, which costs a third of tracing each; when that fails, each is made alone, so
that one task's fault stays its own. It measures and never judges.
"""

import json
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from types import ModuleType, SimpleNamespace
from typing import Any

from graders.arrays import decoded
from graders.child.attempt import told
from graders.child.plain import plain
from graders.lab.meter import Measurement, measured


def run(
    probes: ModuleType,
    module: ModuleType,
    path: str,
    cases: Sequence[dict[str, Any]],
    begins: Callable[[int], None],
) -> list[dict[str, Any]]:
    """How each case ended, in order, with its processor seconds.

    `begins` is called with a case's place whenever work on it begins, and with the number of cases
    where all are worked on together.
    """
    running = [_Running(path, partial(begins, place)) for place in range(len(cases))]
    for each, case in zip(running, cases, strict=True):
        each.do(partial(_asked, probes, module, case))
    waiting = [each for each in running if each.measurement]
    begins(len(cases))
    for each, rates in zip(waiting, _together(waiting), strict=True):
        each.do(partial(each.with_rates, rates))
    for each in running:
        each.do(partial(plain, each.result))
    return [{**each.ending, "seconds": each.seconds} for each in running]


def _asked(probes: ModuleType, module: ModuleType, case: dict[str, Any]) -> Any:
    probe: Callable[[ModuleType, Any], Any] = getattr(probes, case["probe"])
    # A fresh copy for each case: student code may change the lists it is given. Arrays are
    # read-only; a probe copies what it hands on.
    return probe(module, SimpleNamespace(**decoded(json.loads(json.dumps(case["inputs"])))))


class _Running:
    """One case on its way: its result so far, and how it ended when something was raised."""

    def __init__(self, path: str, begins: Callable[[], None]) -> None:
        self._path, self._begins = path, begins
        self.result: Any = None
        self.seconds = 0.0
        self._raised: dict[str, Any] = {}

    def do(self, part: Callable[[], Any]) -> None:
        """Let `part` make the result, unless an earlier part raised."""
        if self._raised:
            return
        self._begins()
        began = time.process_time()
        try:
            self.result = part()
        except MemoryError:
            self._raised = {"ending": "memory"}
        except (Exception, SystemExit, KeyboardInterrupt) as error:  # noqa: BLE001 - told
            self._raised = _raised(told(error, self._path))
        self.seconds += time.process_time() - began

    @property
    def ending(self) -> dict[str, Any]:
        """The case's ending as it is sent."""
        return self._raised or {"ending": "returned", "result": self.result}

    @property
    def measurement(self) -> Measurement | None:
        """What this case still wants measured."""
        values = self.result.values() if isinstance(self.result, dict) else ()
        return next((value for value in values if isinstance(value, Measurement)), None)

    def with_rates(self, rates: list[float] | None) -> dict[str, Any]:
        """The result with its rates, which are measured alone where there are none yet."""
        asked = self.measurement
        assert asked is not None
        if rates is None:
            asked.begin_again()
            rates = measured([asked])[0]
        return {name: rates if value is asked else value for name, value in self.result.items()}


def _together(waiting: Sequence[_Running]) -> Sequence[list[float] | None]:
    """The rates of each, or None for all where that failed."""
    began = time.process_time()
    asked = [each.measurement for each in waiting]
    rates: Sequence[list[float] | None] = [None] * len(waiting)
    with suppress(Exception, SystemExit, KeyboardInterrupt):  # Then each alone.
        rates = measured([each for each in asked if each]) if len(asked) > 1 else rates
    for each in waiting:
        each.seconds += (time.process_time() - began) / len(waiting)
    return rates


def _raised(error: dict[str, Any]) -> dict[str, Any]:
    if error["type"] == "NotImplementedError" and error.pop("from_student"):
        return {"ending": "not_attempted", "error": error}
    error.pop("from_student", None)
    return {"ending": "raised", "error": error}
