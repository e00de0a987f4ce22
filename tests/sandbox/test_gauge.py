"""Limits that are held from outside, each in a real child that goes past it and then waits."""

import os
import platform
import sys

import pytest

from graders.sandbox.gauge import Gauge
from graders.sandbox.limits import Limits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it reads /proc")

WAIT = "\nimport time; time.sleep(600)"
FILES = "for n in range(count):\n    with open(f'f{n}', 'wb') as file: file.write(b'x' * size)"
THREADS = """
import threading
for _ in range(30): threading.Thread(target=threading.Event().wait, daemon=True).start()
"""
SHARED = """
import mmap
kept = mmap.mmap(-1, 200 * 2**20)
for place in range(0, len(kept), 4096): kept[place] = 1
"""
WITHOUT_THE_FIRST_THREAD = """
import ctypes, mmap, threading, time
def fill():
    time.sleep(0.2)
    kept = mmap.mmap(-1, 200 * 2**20)
    for place in range(0, len(kept), 4096): kept[place] = 1
    time.sleep(600)
threading.Thread(target=fill).start()
ctypes.CDLL(None).syscall({exit}, 0)
"""
EXIT = {"x86_64": 60, "aarch64": 93}
REMOVED = """
import os
kept = [os.open(f'f{n}', os.O_CREAT | os.O_RDWR) for n in range(10)]
for n, number in enumerate(kept): os.unlink(f'f{n}'); os.write(number, b'x' * 2**20)
"""
MAPPED = """
import ctypes, os
libc = ctypes.CDLL(None)
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
for n in range(10):
    number = os.open(f'f{n}', os.O_CREAT | os.O_RDWR)
    os.write(number, b'x' * 2**20)
    libc.mmap(None, 4096, 1, 1, number, 0)
    libc.mmap(None, 4096, 1, 1, number, 0)
    os.unlink(f'f{n}'); os.close(number)
"""
MEGABYTE = 2**20


@pytest.fixture
def met(fork):
    """The ending, the limit that was met and how much it allows, for a child that then waits."""

    def ended(source, **limits):
        run = fork(source + WAIT, seconds=20, **limits)
        return run.ending, run.limit, run.detail

    return ended


def test_threads_are_counted(met):
    assert met(THREADS, threads=20) == ("crash", "threads", "20")


def test_memory_that_is_shared_counts_too(met):
    expected = ("memory", "memory", "128 MiB")
    assert met(SHARED, memory=128 * MEGABYTE) == expected


@pytest.mark.skipif(platform.machine() not in EXIT, reason="its calls have other numbers")
def test_memory_counts_when_the_first_thread_has_ended(met):
    source = WITHOUT_THE_FIRST_THREAD.replace("{exit}", str(EXIT[platform.machine()]))
    assert met(source, memory=128 * MEGABYTE)[1] == "memory"


@pytest.mark.skipif(os.getuid() != 0, reason="only root may look")
def test_files_that_were_removed_and_are_open_count_too(met):
    assert met(REMOVED, scratch=5 * MEGABYTE)[1] == "scratch"


@pytest.mark.skipif(os.getuid() != 0, reason="nobody else can see them")
def test_nor_do_those_that_are_only_mapped_and_each_counts_once(met):
    assert met(MAPPED, scratch=5 * MEGABYTE)[1] == "scratch"
    assert met(MAPPED, scratch=15 * MEGABYTE, wall_factor=0.05)[1] == "clock"


def test_all_files_together_have_a_limit(met):
    source = f"count, size = 10, {MEGABYTE}\n{FILES}"
    expected = ("crash", "scratch", "5 MiB")
    assert met(source, scratch=5 * MEGABYTE) == expected


def test_files_in_folders_count_too(met):
    source = (
        f"import os; os.makedirs('a/b'); os.chdir('a/b')\ncount, size = 10, {MEGABYTE}\n{FILES}"
    )
    assert met(source, scratch=5 * MEGABYTE)[1] == "scratch"


def test_a_large_file_with_nothing_in_it_takes_no_space(fork):
    source = f"import os, time\nopen('f', 'w').truncate({8 * MEGABYTE}); time.sleep(0.3)"
    assert fork(source + "\nchannel.send(b'r')", scratch=MEGABYTE).result == b"r"


def test_files_and_folders_are_counted(met):
    assert met(f"count, size = 60, 0\n{FILES}", scratch_files=50)[1:] == ("scratch_files", "50")
    assert met("import os\nfor n in range(60): os.mkdir(str(n))", scratch_files=50)[1] == (
        "scratch_files"
    )


def test_folders_nested_deeper_than_a_path_can_tell_are_too_many(met):
    source = "import os\nfor _ in range(200): os.mkdir('d' * 200); os.chdir('d' * 200)"
    assert met(source)[1] == "scratch_files"


def test_processes_are_counted_where_none_is_refused(fork_freely):
    source = "import os, time\nfor _ in range(12):\n    if not os.fork(): time.sleep(600)"
    run = fork_freely(source + WAIT, seconds=20, processes=8)
    assert (run.ending, run.limit, run.detail) == ("crash", "processes", "8")


def test_a_daemon_counts_as_a_process(fork_freely):
    source = """
import os, time
for _ in range(12):
    if not os.fork():
        os.setsid()
        if not os.fork(): time.sleep(600)
        os._exit(0)
    os.wait()
"""
    assert fork_freely(source + WAIT, seconds=20, processes=8).limit == "processes"


def test_less_than_each_limit_is_no_matter(fork):
    source = f"count, size = 3, {MEGABYTE}\n{FILES}\n{THREADS}\nimport time; time.sleep(0.3)"
    run = fork(source + "\nchannel.send(b'r')", threads=40, scratch=5 * MEGABYTE)
    assert (run.result, run.limit) == (b"r", None)


def test_open_files_are_refused_to_the_code_itself(fork):
    source = "kept = []\ntry:\n    while True: kept.append(open('f', 'w'))\n"
    source += "except OSError as error: channel.send(f'{len(kept)} {error}'.encode())"
    number, _, told = fork(source, open_files=30).result.decode().partition(" ")
    assert (int(number) < 30, told) == (True, "[Errno 24] Too many open files: 'f'")


def test_a_file_that_is_too_large_is_refused_to_the_code_itself(fork):
    source = "try:\n    with open('f', 'wb') as file: file.write(b'x' * 100_000)\n"
    source += "except OSError as error: channel.send(str(error).encode())"
    assert fork(source, file_size=1000).result == b"[Errno 27] File too large"


def test_a_process_that_has_ended_exceeds_nothing(tmp_path):
    gone = Gauge(2**22 + 1, tmp_path / "gone", Limits(threads=0))
    assert gone.exceeded() is None
    assert gone.processor_seconds() == 0


def test_processor_time_is_that_of_all_threads(tmp_path):
    used = Gauge(os.getpid(), tmp_path, Limits()).processor_seconds()
    assert used == pytest.approx(sum(os.times()[:2]), abs=0.5)
