"""The function that the sandbox runs: one submission's module, and the probes of some tasks.

It asks for the source first and for the inputs after the module is loaded, so that a module
cannot prepare itself for them. It sends one result: how each case ended, in order.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from graders.arrays import decoded
from graders.child.attempt import told
from graders.child.module import load
from graders.child.plain import plain
from graders.sandbox.channel import Channel


def serve(channel: Channel) -> None:
    """Load the source, ask for the cases, run each, send `{"outcomes": [...]}`."""
    job = json.loads(channel.receive())
    probes = importlib.import_module(job["probes"])
    path = Path.cwd() / job["file"]
    module = load(job["source"], path)
    cases = json.loads(channel.receive())
    outcomes = [_timed(probes, module, str(path), case) for case in cases]
    sys.stdout.flush()
    channel.send(json.dumps({"outcomes": outcomes}).encode())


def _timed(probes: ModuleType, module: ModuleType, path: str, case: dict[str, Any]) -> Any:
    began = time.process_time()
    outcome = _outcome(probes, module, path, case)
    return {**outcome, "seconds": time.process_time() - began}


def _outcome(probes: ModuleType, module: ModuleType, path: str, case: dict[str, Any]) -> Any:
    probe: Callable[[ModuleType, Any], Mapping[str, Any]] = getattr(probes, case["probe"])
    try:
        return {"ending": "returned", "result": plain(probe(module, _inputs(case)))}
    except MemoryError:
        return {"ending": "memory"}
    except (Exception, SystemExit, KeyboardInterrupt) as error:  # noqa: BLE001 - told below
        return _raised(told(error, path))


def _inputs(case: dict[str, Any]) -> SimpleNamespace:
    # A fresh copy for each case: student code may change the lists it is given. Arrays are
    # read-only; a probe copies what it hands on.
    return SimpleNamespace(**decoded(json.loads(json.dumps(case["inputs"]))))


def _raised(error: dict[str, Any]) -> dict[str, Any]:
    if error["type"] == "NotImplementedError" and error.pop("from_student"):
        return {"ending": "not_attempted", "error": error}
    error.pop("from_student", None)
    return {"ending": "raised", "error": error}
