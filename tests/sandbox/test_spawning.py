"""The runner for systems without a safe fork, run here with sources that need no TensorFlow."""

import contextlib
import os
import select
import signal
import subprocess
import sys

import pytest

from graders.sandbox import Limits, SandboxError, SpawningRunner
from graders.sandbox.settings import needed_by_system

from .conftest import FUNCTION

TELL = "import os; channel.send(str(os.getpid()).encode())"


def gone(pid):
    try:
        os.kill(int(pid), 0)
    except OSError:
        return True
    return False


def ends(process):
    """Whether the process of this descriptor has ended, or does so soon; it is gone afterwards."""
    waiting = select.poll()
    waiting.register(process, select.POLLIN)
    ended = bool(waiting.poll(20_000))
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(process, signal.SIGKILL)
    os.close(process)
    return ended


def test_the_result_comes_back(spawn):
    run = spawn("channel.send(channel.receive())", b"the inputs")
    assert (run.ending, run.result, run.asked) == ("finished", b"the inputs", 2)


def test_printing_does_not_disturb_the_wire(spawn):
    run = spawn("import os\nprint('text' * 1000)\nos.write(1, b'more')\nchannel.send(b'r')")
    assert (run.ending, run.result) == ("finished", b"r")


def test_nothing_can_be_read_from_standard_input(spawn):
    assert spawn("import sys; channel.send(sys.stdin.read().encode() + b'!')").result == b"!"


def test_runs_share_one_process(spawn):
    assert spawn(TELL).result == spawn(TELL).result


def test_the_run_after_a_timeout_has_a_new_process(spawn):
    first = spawn(TELL).result
    late = spawn("while True: pass", seconds=0.2, wall_factor=1)
    assert (late.ending, late.detail, late.result) == ("timeout", "0.2 s", None)
    second = spawn(TELL).result
    assert second != first
    assert gone(first)


@pytest.mark.parametrize(
    "source", ["import os; os._exit(7)", "import os; os.abort()", "raise SystemExit", "1 / 0"]
)
def test_leaving_before_the_result_is_a_crash_and_the_next_run_works(spawn, source):
    run = spawn(source)
    assert run.ending == "crash"
    assert "exit status" in run.detail
    assert spawn("channel.send(b'r')").result == b"r"


def test_a_child_that_closes_the_wire_and_goes_on_is_ended(spawn):
    run = spawn("import os; os.closerange(3, 100)\nwhile True: pass", seconds=0.2, wall_factor=1)
    assert run.ending in ("crash", "timeout")
    assert spawn("channel.send(b'r')").result == b"r"


def test_a_message_that_does_not_belong_to_the_run_is_tampering(spawn):
    run = spawn("channel._write(b'this is no frame')")
    assert (run.ending, run.result) == ("tampered", None)
    assert spawn("channel.send(b'r')").result == b"r"


def test_a_process_that_was_killed_between_two_runs_costs_nobody_a_result(spawn):
    os.kill(int(spawn(TELL).result), signal.SIGTERM)
    assert spawn("channel.send(b'r')").result == b"r"


def test_a_second_result_is_tampering_and_the_next_run_has_a_new_process(spawn):
    first = spawn(TELL).result
    run = spawn("channel.send(b'one')\nchannel.send(b'two')")
    assert (run.ending, run.result) == ("tampered", None)
    after = spawn(TELL)
    assert after.ending == "finished"
    assert after.result != first


def test_a_second_result_that_comes_after_the_run_has_ended_harms_nobody_else(spawn):
    asks_first = "channel.send(str(os.getpid()).encode()); channel._write(b'n' + bytes(4))"
    run = spawn(f"import os; {asks_first}; channel.send(b'another')")
    after = spawn(TELL)
    assert run.ending in ("finished", "tampered")
    assert after.ending == "finished"
    assert after.result != run.result


@pytest.mark.parametrize(
    "harm", ["channel._write(b'this is no frame')", "__import__('os')._exit(3)"]
)
def test_what_one_run_left_behind_is_not_held_against_the_next(spawn, harm):
    left = f"type(channel).send = lambda channel, payload: {harm}"
    assert spawn(f"channel.send(b'r')\n{left}").result == b"r"
    assert spawn("channel.send(b'r')").result == b"r"


def test_a_result_after_which_the_process_ends_counts(spawn):
    run = spawn("import os; channel.send(b'r'); os._exit(0)")
    assert (run.ending, run.result) == ("finished", b"r")
    assert spawn("channel.send(b'r')").result == b"r"


def test_a_run_that_goes_on_after_its_result_is_late(spawn):
    run = spawn("channel.send(b'r')\nwhile True: pass", seconds=0.2, wall_factor=1)
    assert (run.ending, run.result) == ("timeout", None)


def test_the_output_of_a_crash_is_kept_and_cut_at_the_limit(spawn):
    run = spawn("import os\nos.write(2, b'y' * 5000)\nos._exit(1)", output=1000)
    assert (run.output, run.output_cut) == ("y" * 1000, True)


def test_the_process_sees_nothing_of_our_environment(spawn, monkeypatch):
    monkeypatch.setenv("CANARY", "a secret of the grader")
    run = spawn("import os; channel.send(str(dict(os.environ)).encode())")
    assert b"secret" not in run.result


def test_the_layers_that_this_runner_lacks_are_told(spawn):
    told = spawn("channel.send(b'')").layers
    assert told["process"].startswith("off: ")
    assert told["network"].startswith("off: ")


def test_close_leaves_neither_process_nor_folder(spawning):
    source = "import os; channel.send(f'{os.getpid()} {os.getcwd()}'.encode())"
    pid, folder = spawning.run([source.encode()], Limits()).result.decode().split()
    spawning.close()
    assert gone(pid)
    assert not os.path.exists(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no session on Windows")
def test_the_process_is_in_a_session_of_its_own(spawn):
    told = spawn("import os; channel.send(f'{os.getpid()} {os.getsid(0)}'.encode())").result
    assert len(set(told.split())) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has descriptors of processes")
def test_close_ends_what_a_run_has_started(spawning):
    source = """
import os, signal
if pid := os.fork(): channel.send(str(pid).encode())
else: signal.pause()
"""
    started = os.pidfd_open(int(spawning.run([source.encode()], Limits()).result))
    spawning.close()
    assert ends(started)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has descriptors of processes")
def test_an_endless_run_ends_when_the_process_that_started_it_is_killed(tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    endless = f"import os\nopen({str(fifo)!r}, 'w').write(str(os.getpid()))\nwhile True: pass"
    grader = f"""
from graders.sandbox import Limits, SpawningRunner
from graders.sandbox.settings import ENVIRONMENT
ENVIRONMENT["PYTHONPATH"] = {os.path.dirname(__file__)!r}
SpawningRunner({FUNCTION!r}, ()).run([{endless!r}.encode()], Limits(seconds=60))
"""
    with subprocess.Popen([sys.executable, "-c", grader]) as started:
        running = os.pidfd_open(int(fifo.read_text()))
        started.kill()
    assert ends(running)


def test_a_process_that_cannot_start_is_an_error_of_the_sandbox():
    runner = SpawningRunner("no_such_module:name", ())
    with pytest.raises(SandboxError, match="exit status 1"):
        runner.run([], Limits())
    runner.close()


def test_only_windows_needs_variables_of_the_system(monkeypatch):
    monkeypatch.setenv("SYSTEMROOT", "C:/Windows")
    folders = {"HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP"}
    expected = folders | ({"SYSTEMROOT"} if sys.platform == "win32" else set())
    assert needed_by_system("here").keys() >= expected
    monkeypatch.setattr(sys, "platform", "win32")
    assert needed_by_system("here")["SYSTEMROOT"] == "C:/Windows"
