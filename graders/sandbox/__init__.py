"""Runs one function in a sandboxed child process, and tells how it ended.

It knows nothing of grading: neither rubrics nor points nor submissions. `start` gives a runner
that fits this system: a warm process that forks where a fork is safe, a spawned one elsewhere.
"""

import sys
from collections.abc import Sequence

from graders.sandbox.forking import ForkingRunner
from graders.sandbox.limits import Limits
from graders.sandbox.run import Run, Runner, SandboxError
from graders.sandbox.spawning import SpawningRunner

__all__ = ["ForkingRunner", "Limits", "Run", "Runner", "SandboxError", "SpawningRunner", "start"]


def start(function: str, preload: tuple[str, ...], readable: Sequence[str] = ()) -> Runner:
    """A runner for `function` ("module:name"), with the modules `preload` already imported.

    Where files are out of reach, `readable` names those that the function needs besides Python's.
    """
    if sys.platform == "linux":
        return ForkingRunner(function, preload, readable)
    return SpawningRunner(function, preload)
