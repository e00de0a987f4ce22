"""What the tests of several folders share: one warm process, and one made-up assignment."""

import json
import signal
from pathlib import Path

import pytest

from graders import rubrics
from graders.record import CHILD, PRELOAD, readable
from graders.sandbox import Limits, start

# The test's own probe is put into a module that does nothing; the lines of `source` stay as they are.
PROBE = """
import graders.child.idle
graders.child.idle.probe = lambda module, inputs: module.measure(**vars(inputs))
"""


def pytest_configure():
    """Let Ctrl-C reach the commands under test: what a shell starts with `&` is deaf to it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def warm():
    """A runner as the grader starts it; TensorFlow is imported once for all tests."""
    runner = start(CHILD, (*PRELOAD, "graders.child.idle"), readable())
    yield runner
    runner.close()


@pytest.fixture(scope="session")
def in_child(warm):
    """Runs `measure`, as a source defines it, in a child with TensorFlow: one outcome a case."""

    def outcomes(source, *cases):
        job = {"probes": "graders.child.idle", "file": "work.py", "source": source + PROBE}
        asked = [{"probe": "probe", "inputs": case} for case in cases or ({},)]
        run = warm.run([json.dumps(job).encode(), json.dumps(asked).encode()], Limits(seconds=20))
        assert run.ending == "finished", run
        return json.loads(run.result)["outcomes"]

    return outcomes


@pytest.fixture
def sample(monkeypatch):
    """The rubric of a made-up assignment, found as those of the course are."""
    folder = Path(__file__).parent / "sample_rubrics"
    monkeypatch.setattr(rubrics, "HERE", folder)
    monkeypatch.setattr(rubrics, "__path__", [*rubrics.__path__, str(folder)])
    yield rubrics.load("sample")
    rubrics.load.cache_clear()
