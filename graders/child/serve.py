"""The function that the sandbox runs: one submission's module, and the probes of some tasks.

It asks for the source first and for the inputs after the module is loaded, so that a module
cannot prepare itself for them. It tells which case begins, so that the trusted
side knows which one was running when a child ended. It sends one result: how each case ended, in
order, and whether Keras itself was changed on the way.
"""

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from graders.child.graphs import as_written
from graders.child.module import load
from graders.child.running import run
from graders.sandbox.channel import Channel

ROOM = 6 * 2**20
"""Characters that all cases share alike; reference solutions need a sixth of it at most."""


def before_serve(channel: Channel) -> tuple[dict[str, str], ModuleType]:
    """Ask for the job and import its probes; nothing of the submission is run yet.

    Those of other assignments are never in the memory of this process.
    """
    job = json.loads(channel.receive())
    return job, importlib.import_module(job["probes"])


def serve(channel: Channel, job: dict[str, str], probes: ModuleType) -> None:
    """Load the source, ask for the cases, run each, send `outcomes` and `library_replaced`."""
    library = importlib.import_module("graders.child.library")  # after Keras, which probes bring
    as_written()
    path = Path.cwd() / job["file"]
    module = load(job["source"], path)
    cases = json.loads(channel.receive())
    outcomes = run(probes, module, str(path), cases, channel.begins)
    sys.stdout.flush()
    room = ROOM // max(len(outcomes), 1)
    told = ", ".join(_told(outcome, room) for outcome in outcomes)
    replaced = json.dumps(library.replaced())
    channel.send(f'{{"outcomes": [{told}], "library_replaced": {replaced}}}'.encode())


def _told(outcome: dict[str, Any], room: int) -> str:
    """One outcome as JSON; a result that is far too large is told as an exception."""
    text = json.dumps(outcome)
    if len(text) <= room:
        return text
    message = f"what your code gave takes {len(text) // 1024} KiB"
    error = {"type": "TooLarge", "message": message, "line": None, "code": ""}
    return json.dumps({"ending": "raised", "error": error, "seconds": outcome["seconds"]})
