"""The runner for systems without a safe fork, run here with sources that need no TensorFlow."""

import os
import signal
import sys

import pytest

from graders.sandbox import Limits, SandboxError, SpawningRunner
from graders.sandbox.settings import needed_by_system

TELL = "import os; channel.send(str(os.getpid()).encode())"


def gone(pid):
    try:
        os.kill(int(pid), 0)
    except OSError:
        return True
    return False


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


def test_a_process_that_was_killed_between_two_runs_is_a_crash_once(spawn):
    os.kill(int(spawn(TELL).result), signal.SIGTERM)
    assert spawn("channel.send(b'r')").ending in ("crash", "finished")
    assert spawn("channel.send(b'r')").result == b"r"


def test_the_output_of_a_crash_is_kept_and_cut_at_the_limit(spawn):
    run = spawn("import os\nos.write(2, b'y' * 5000)\nos._exit(1)", output=1000)
    assert (run.output, run.output_cut) == ("y" * 1000, True)


def test_the_process_sees_nothing_of_our_environment(spawn, monkeypatch):
    monkeypatch.setenv("CANARY", "a secret of the grader")
    run = spawn("import os; channel.send(str(dict(os.environ)).encode())")
    assert b"secret" not in run.result


def test_the_layers_that_this_runner_lacks_are_told(spawn):
    told = spawn("channel.send(b'')").layers
    assert told["process"] == "on"
    assert told["network"].startswith("off: ")


def test_close_leaves_neither_process_nor_folder(spawning):
    source = "import os; channel.send(f'{os.getpid()} {os.getcwd()}'.encode())"
    pid, folder = spawning.run([source.encode()], Limits()).result.decode().split()
    spawning.close()
    assert gone(pid)
    assert not os.path.exists(folder)


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
