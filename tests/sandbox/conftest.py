"""Runners whose children execute whatever source a test sends; nothing of TensorFlow is loaded."""

from pathlib import Path

import pytest

from graders.sandbox import ForkingRunner, Limits, SpawningRunner, landlock, system_calls
from graders.sandbox.settings import ENVIRONMENT

FUNCTION = "source_runner:run_source"


@pytest.fixture(scope="package", autouse=True)
def _functions_of_these_tests_can_be_imported():
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(ENVIRONMENT, "PYTHONPATH", str(Path(__file__).parent))
        yield


@pytest.fixture(scope="package")
def forking():
    runner = ForkingRunner(FUNCTION, ())
    yield runner
    runner.close()


@pytest.fixture
def spawning():
    runner = SpawningRunner(FUNCTION, ())
    yield runner
    runner.close()


@pytest.fixture
def fork_freely():
    """Runs a source in a forked child of a kernel that cannot confine it."""
    runner = ForkingRunner(FUNCTION, ("without_confinement",))
    yield lambda source, *messages, **limits: _run(runner, source, messages, limits)
    runner.close()


@pytest.fixture
def fork(forking):
    """Runs a source in a forked child."""
    return lambda source, *messages, **limits: _run(forking, source, messages, limits)


@pytest.fixture
def spawn(spawning):
    """Runs a source in the spawned process."""
    return lambda source, *messages, **limits: _run(spawning, source, messages, limits)


@pytest.fixture
def attempt(fork):
    """What an expression raises in a child (a plain OSError in words), or returns, as text."""

    def attempted(expression, **names):
        given = "\n".join(f"{name} = {value!r}" for name, value in names.items())
        source = f"""
import ctypes, os, signal, socket, subprocess, threading, urllib.request, resource, pathlib
{given}
try: told = str({expression})
except Exception as error: told = type(error).__name__ if type(error) is not OSError else str(error)
channel.send(told.encode())
"""
        run = fork(source)
        assert run.ending == "finished", run
        return run.result.decode()

    if missing := what_this_machine_lacks():
        pytest.skip(f"this machine cannot confine: {missing}")
    return attempted


def what_this_machine_lacks():
    """Asked of the kernel and not of a child: layers that broke are no reason to skip a test."""
    try:
        landlock.version()
        system_calls.library()
    except OSError as error:
        return str(error)
    return ""


def _run(runner, source, messages, limits):
    return runner.run([source.encode(), *messages], Limits(**limits))
