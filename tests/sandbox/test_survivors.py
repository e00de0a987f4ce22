"""No process of a child is left when its run is told, whatever way it tries to stay.

Each source gives itself, and whatever it starts, a name of its own, and the test looks for that
name among all processes of the machine. Whatever should stay would end by itself after a minute.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it reads /proc")

CONFINED = {
    "a thread": """
threading.Thread(target=time.sleep, args=(60,)).start()
channel.send(b'r')
""",
    "a thread that keeps Python from ending": """
threading.Thread(target=time.sleep, args=(60,), daemon=False).start()
""",
    "every signal ignored": """
for number in range(1, 65):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
time.sleep(60)
""",
    "stopped": "os.kill(os.getpid(), signal.SIGSTOP)",
    "a handler that goes on": """
signal.signal(signal.SIGTERM, lambda *_: time.sleep(60))
signal.signal(signal.SIGXCPU, lambda *_: time.sleep(60))
while True: pass
""",
    "a fork that is refused": """
try: os.fork()
except OSError: time.sleep(60)
else: time.sleep(60)
""",
}
UNCONFINED = {
    "a child": "if os.fork(): channel.send(b'r')\nelse: time.sleep(60)",
    "a child that ignores signals": """
if os.fork(): channel.send(b'r')
else:
    signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.signal(signal.SIGHUP, signal.SIG_IGN)
    time.sleep(60)
""",
    "a session of its own": """
if os.fork(): channel.send(b'r')
else: os.setsid(); time.sleep(60)
""",
    "a daemon": """
if os.fork():
    os.wait(); channel.send(b'r')
else:
    os.setsid()
    if os.fork(): os._exit(0)
    os.closerange(0, 10); time.sleep(60)
""",
    "many": """
for _ in range(6):
    if not os.fork():
        os.setsid()
        for _ in range(3):
            if not os.fork(): break
        time.sleep(60)
time.sleep(60)
""",
    "one that starts the next and ends": """
if not os.fork():
    os.setsid()
    for _ in range(3000):
        if os.fork(): os._exit(0)
    time.sleep(60)
time.sleep(0.1); channel.send(b'r')
""",
    "a stopped one": """
if os.fork(): time.sleep(0.1); channel.send(b'r')
else: os.setsid(); os.kill(os.getpid(), signal.SIGSTOP); time.sleep(60)
""",
}


def named(name):
    """The processes of this machine that go by `name`."""
    found = []
    for place in Path("/proc").iterdir():
        try:
            if place.name.isdigit() and (place / "comm").read_text().strip() == name:
                found.append(int(place.name))
        except OSError:
            continue
    return found


@pytest.fixture
def name():
    name = f"s{uuid4().hex[:12]}"
    yield name
    for pid in named(name):
        os.kill(pid, signal.SIGKILL)


def source_of(name, body):
    return f"""
import ctypes, os, signal, threading, time
ctypes.CDLL(None).prctl(15, {name.encode()!r}, 0, 0, 0)
{body}"""


@pytest.mark.parametrize("way", CONFINED)
def test_nothing_of_a_confined_child_is_left(fork, name, way):
    fork(source_of(name, CONFINED[way]), seconds=0.5, wall_factor=2)
    assert named(name) == []


@pytest.mark.parametrize("way", UNCONFINED)
def test_nothing_is_left_where_processes_can_be_started(fork_freely, name, way):
    fork_freely(source_of(name, UNCONFINED[way]), seconds=1, wall_factor=2)
    assert named(name) == []


def test_a_child_takes_the_name_that_is_looked_for(fork, name):
    run = fork(source_of(name, "channel.send(open('/proc/self/comm').read().encode())"))
    assert run.result.decode().strip() == name


def test_when_the_trusted_side_is_killed_its_warm_process_and_child_end(name):
    source = source_of(name, "channel.begins(0); time.sleep(60)")
    program = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from graders.sandbox import ForkingRunner, Limits
from graders.sandbox.settings import ENVIRONMENT
ENVIRONMENT["PYTHONPATH"] = sys.path[0]
ForkingRunner("source_runner:run_source", ()).run([{source.encode()!r}], Limits(seconds=60))
"""
    with subprocess.Popen([sys.executable, "-c", program]) as trusted:
        within(30, lambda: named(name))
        (warm,) = {Path(f"/proc/{pid}/stat").read_text().split()[3] for pid in named(name)}
        trusted.kill()
    within(30, lambda: not named(name) and not Path(f"/proc/{warm}/cmdline").exists())


def within(seconds, happened):
    """Wait until something happened, and fail when it did not in time."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)
