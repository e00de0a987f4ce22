"""Forked children, good and bad. Each source runs in a real child of one warm process."""

import os
import signal
import sys
from pathlib import Path

import pytest

from graders.sandbox import ForkingRunner, Limits, SandboxError

from .conftest import FUNCTION

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a fork is safe on Linux only")

TELL = "import os; channel.send(str(os.getppid()).encode())"
SPIN = "while True: pass"
FRAME = "import os, struct; frame = lambda kind, data: struct.pack('>cI', kind, len(data)) + data\n"


def exists(pid):
    return Path(f"/proc/{int(pid)}").exists()


def test_the_result_comes_back(fork):
    run = fork("channel.send(b'a result')")
    assert (run.ending, run.result, run.detail) == ("finished", b"a result", "")


def test_messages_come_one_after_the_other(fork):
    run = fork("channel.send(channel.receive() + channel.receive())", b"one, ", b"two")
    assert (run.result, run.asked) == (b"one, two", 3)


def test_a_message_and_a_result_may_be_larger_than_any_buffer(fork):
    large = b"x" * 5_000_000
    assert fork("channel.send(channel.receive())", large).result == large


def test_output_is_collected_and_does_not_disturb_the_result(fork):
    run = fork("import sys; print('seen'); print('too', file=sys.stderr); channel.send(b'r')")
    assert run.result == b"r"
    assert "too\n" in run.output
    assert not run.output_cut


def test_output_is_cut_at_the_limit_and_the_child_goes_on(fork):
    source = "import os\nfor _ in range(50): os.write(1, b'y' * 10_000)\nchannel.send(b'r')"
    run = fork(source, output=1000)
    assert (run.output, run.output_cut, run.result) == ("y" * 1000, True, b"r")


def test_output_as_long_as_the_limit_is_not_cut(fork):
    run = fork("import os; os.write(1, b'y' * 1000); channel.send(b'r')", output=1000)
    assert (len(run.output), run.output_cut) == (1000, False)


def test_output_that_is_no_text_does_no_harm(fork):
    run = fork(r"import os; os.write(1, b'\xff\xfe<b>'); channel.send(b'r')")
    assert (run.output, run.result) == ("\ufffd\ufffd<b>", b"r")


def test_a_child_that_closes_its_output_still_gives_a_result(fork):
    run = fork("import os; os.close(1); os.close(2); channel.send(b'r')")
    assert run.result == b"r"


def test_an_endless_loop_ends_when_its_processor_time_is_over(fork):
    run = fork(SPIN, seconds=0.5, wall_factor=60)
    assert (run.ending, run.limit, run.detail) == ("timeout", "processor", "0.5 s")
    assert run.result is None


def test_the_limit_of_processor_time_cannot_be_ignored(fork):
    ignoring = "import signal; signal.signal(signal.SIGXCPU, signal.SIG_IGN)\n"
    assert fork(ignoring + SPIN, seconds=0.5, wall_factor=60).ending == "timeout"


def test_a_sleeper_ends_when_the_time_on_the_clock_is_over(fork):
    run = fork("import time; time.sleep(600)", seconds=0.2, wall_factor=2)
    assert (run.ending, run.limit, run.detail) == ("timeout", "clock", "0.4 s")
    assert run.seconds < 0.4


def test_a_child_that_goes_on_after_its_result_is_late(fork):
    run = fork("channel.send(b'r'); import time; time.sleep(600)", seconds=0.2, wall_factor=2)
    assert (run.ending, run.result) == ("timeout", None)


def test_a_child_that_asks_and_never_reads_is_late(fork):
    asks = "os.write(3, frame(b'n', b'')); import time; time.sleep(600)"
    assert fork(FRAME + asks, b"x" * 5_000_000, seconds=0.2, wall_factor=2).ending == "timeout"


def test_a_child_that_asks_and_never_reads_is_watched_meanwhile(fork):
    source = """
os.write(3, frame(b"n", b""))
for number in range(200): open(str(number), "w").close()
import time; time.sleep(600)
"""
    run = fork(FRAME + source, b"x" * 5_000_000, seconds=1, wall_factor=5, scratch_files=100)
    assert (run.ending, run.limit) == ("crash", "scratch_files")


def test_a_step_that_takes_its_share_of_the_clock_ends_the_child(fork):
    source = "channel.begins(0); channel.begins(7); import time; time.sleep(600)"
    run = fork(source, seconds=1, wall_factor=20, step_share=0.02)
    assert (run.ending, run.limit, run.at) == ("timeout", "clock", 7)


def test_a_step_that_takes_its_share_of_processor_time_ends_the_child(fork):
    run = fork("channel.begins(3)\n" + SPIN, seconds=20, wall_factor=600, step_share=0.02)
    assert (run.ending, run.limit, run.at) == ("timeout", "processor", 3)
    assert run.seconds < 10


def test_steps_that_go_on_have_all_the_time_together(fork):
    source = (
        "import time\nfor n in range(8): channel.begins(n); time.sleep(0.2)\nchannel.send(b'r')"
    )
    run = fork(source, seconds=1, wall_factor=60, step_share=0.02)
    assert (run.ending, run.at) == ("finished", 7)


def test_a_child_that_tells_no_step_has_all_its_time(fork):
    source = "import time; time.sleep(0.5); channel.send(b'r')"
    assert fork(source, seconds=1, wall_factor=10, step_share=0.01).ending == "finished"


def test_the_run_after_a_timeout_is_served_as_usual(fork):
    fork(SPIN, seconds=0.2, wall_factor=2)
    assert fork("channel.send(b'r')").result == b"r"


@pytest.mark.parametrize(
    "source",
    [
        "bytearray(2**31)",
        "kept = []\nwhile True: kept.append(bytearray(2**22))",
        "import os; os.write(2, b\"terminate called after throwing 'std::bad_alloc'\"); os.abort()",
    ],
    ids=["at once", "little by little", "inside a library"],
)
def test_allocating_too_much_is_told_as_memory(fork, source):
    run = fork(source, memory=512 * 2**20)
    assert (run.ending, run.limit, run.detail) == ("memory", "memory", "512 MiB")


@pytest.mark.parametrize(
    ("source", "detail"),
    [
        ("import os; os._exit(0)", "left Python"),
        ("import sys; sys.exit(0)", "left Python"),
        ("raise ValueError", "left Python"),
        ("import os; os.abort()", "SIGABRT"),
        ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGRTMIN)", "SIGRTMIN"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGRTMIN + 6)", "signal 40"),
    ],
)
def test_leaving_before_the_result_is_a_crash(fork, source, detail):
    run = fork(source)
    assert run.ending == "crash"
    assert detail in run.detail


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux's local sockets know it")
@pytest.mark.parametrize("before", ["", "os.write(3, b'r'); "])
def test_what_a_child_sends_out_of_band_is_nothing(fork, before):
    source = f"import os, socket, time; {before}wire = socket.socket(fileno=3)"
    run = fork(f"{source}; wire.send(b'x', socket.MSG_OOB); time.sleep(60)", seconds=0.3)
    assert (run.ending, run.limit) == ("timeout", "clock")


def test_a_child_that_closes_the_wire_is_ended_at_once(fork):
    run = fork("import os; os.closerange(0, 10)\nwhile True: pass")
    assert run.ending == "crash"
    assert run.seconds < 1


def test_an_exception_that_leaves_the_function_is_seen_in_the_output(fork):
    assert "ValueError: what went wrong" in fork("raise ValueError('what went wrong')").output


@pytest.mark.parametrize(
    "source",
    [
        "channel.send(b'one'); channel.send(b'two')",
        "os.write(3, b'anything but a frame')",
        "os.write(3, frame(b'r', b'forged')[:-2])",
        "channel.send(b'x' * 2000)",
        "channel.receive()",
        "os.write(3, frame(b'l', b'{}'))",
        "os.write(3, frame(b'p', b'7'))",
        "channel.send(b'r'); channel.begins(1)",
    ],
    ids=[
        "two results",
        "no frame",
        "part of a frame",
        "too large",
        "asking for more",
        "layers again",
        "a step that is no number",
        "a step after the result",
    ],
)
def test_a_message_that_does_not_belong_to_the_run_is_tampering(fork, source):
    run = fork(FRAME + source, result=1000)
    assert (run.ending, run.result) == ("tampered", None)
    assert run.detail


def test_a_second_result_is_tampering_even_when_the_child_dies_of_it(fork):
    run = fork(FRAME + "os.write(3, frame(b'r', b'1') + frame(b'r', b'2')); os._exit(0)")
    assert run.ending == "tampered"


def test_a_result_before_everything_was_asked_for_is_tampering(fork):
    run = fork("channel.send(b'forged'); import os; os._exit(0)", b"inputs that nobody saw")
    assert (run.ending, run.result) == ("tampered", None)


@pytest.mark.parametrize("closing", ["os.closerange(0, write)", ""], ids=["quiet", "holding on"])
def test_a_daemon_that_the_child_leaves_behind_is_gone_afterwards(fork_freely, closing):
    daemon = f"""
import os, time
read, write = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        {closing}
        os.write(write, str(os.getpid()).encode())
        time.sleep(600)
    os._exit(0)
channel.send(os.read(read, 100))
"""
    run = fork_freely(daemon)
    assert run.ending == "finished"
    assert not exists(run.result)


def test_where_nothing_confines_it_a_child_that_kills_the_warm_process_is_an_error_of_ours(
    fork_freely,
):
    with pytest.raises(SandboxError, match="the warm process ended"):
        fork_freely("import os, signal; os.kill(os.getppid(), signal.SIGKILL)")
    assert fork_freely("channel.send(b'r')").result == b"r"


def test_a_thread_that_the_child_leaves_behind_is_gone_afterwards(fork):
    source = """
import os, threading
threading.Thread(target=threading.Event().wait).start()
channel.send(str(os.getpid()).encode())
"""
    run = fork(source)
    assert run.ending == "finished"
    assert not exists(run.result)


def test_many_runs_leave_the_warm_process_alone_and_single_threaded(fork):
    warm_pids = {int(fork(TELL).result) for _ in range(20)}
    assert len(warm_pids) == 1
    (pid,) = warm_pids
    assert len(list(Path(f"/proc/{pid}/task").iterdir())) == 1
    assert Path(f"/proc/{pid}/task/{pid}/children").read_text() == ""


def test_runs_leave_no_descriptor_open_on_either_side(fork):
    pid = int(fork(TELL).result)
    folders = (Path(f"/proc/{pid}/fd"), Path("/proc/self/fd"))
    before = [len(list(folder.iterdir())) for folder in folders]
    for source in ("channel.send(b'r')", "1 / 0", "channel.send(b'')\nchannel.send(b'')"):
        fork(source)
    assert [len(list(folder.iterdir())) for folder in folders] == before


def test_a_warm_process_that_was_killed_is_replaced_at_the_next_run(fork):
    first = int(fork(TELL).result)
    os.kill(first, signal.SIGKILL)
    second = int(fork(TELL).result)
    assert second != first
    assert int(fork(TELL).result) == second


def test_close_leaves_no_process():
    runner = ForkingRunner(FUNCTION, ())
    pid = int(runner.run([TELL.encode()], Limits()).result)
    runner.close()
    assert not exists(pid)
    runner.close()


@pytest.mark.parametrize(
    ("function", "preload", "reason"),
    [
        ("no_such_module:name", (), "No module named 'no_such_module'"),
        ("source_runner:no_such_name", (), "no attribute 'no_such_name'"),
        (FUNCTION, ("starts_a_thread",), "the warm process has 2 threads"),
    ],
)
def test_a_warm_process_that_cannot_serve_says_why(function, preload, reason):
    runner = ForkingRunner(function, preload)
    with pytest.raises(SandboxError, match=reason):
        runner.run([], Limits())
