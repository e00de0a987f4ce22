"""What a child may not reach: files, the network, other programs and processes. One rule a test."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import sklearn

import graders
from graders.sandbox import ForkingRunner, landlock, layers, system_calls
from graders.sandbox.limits import Limits

from .conftest import FUNCTION, what_this_machine_lacks

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")

PACKAGE = Path(graders.__file__).parent
SKLEARN = Path(sklearn.__file__).parent


def test_a_child_has_every_layer_that_the_machine_has(fork, attempt):
    told = fork("channel.send(b'')").layers
    assert {name for name, state in told.items() if state != "on"} <= {"namespaces", "user"}


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "/etc/hostname",
        "/proc/1/environ",
        "/proc/self/../1/environ",
        PACKAGE / "record.py",
        PACKAGE / "judge" / "judge.py",
        PACKAGE / "judge" / "held_back" / "digits.npz",
        PACKAGE / "rubrics" / "schedules" / "checks.py",
        PACKAGE / "lab" / "meter.py",
        PACKAGE.parent / "pyproject.toml",
        SKLEARN / "datasets" / "data" / "digits.csv.gz",
        __file__,
    ],
    ids=str,
)
def test_a_file_outside_python_cannot_be_read(attempt, path):
    assert attempt("open(path).read()", path=str(path)) == "PermissionError"


def test_a_package_that_ships_the_digits_that_are_held_back_cannot_be_imported(attempt):
    assert attempt("__import__('sklearn.datasets')") == "ModuleNotFoundError"


@pytest.mark.parametrize("path", ["/", "/etc", "/tmp", "/proc", str(PACKAGE)])
def test_a_folder_outside_python_cannot_be_listed(attempt, path):
    assert attempt("os.listdir(path)", path=path) == "PermissionError"


def test_of_processes_only_the_own_can_be_read(attempt):
    assert attempt("open('/proc/self/stat').read().split()[0] == str(os.getpid())") == "True"
    assert attempt("open(f'/proc/{os.getppid()}/stat').read()") == "PermissionError"
    assert attempt("os.listdir('/proc')") == "PermissionError"


def test_the_folder_in_which_all_scratch_folders_lie_is_closed(attempt):
    assert attempt("pathlib.Path('../file').write_text('x')") == "PermissionError"
    assert attempt("os.mkdir('../folder')") == "PermissionError"
    assert attempt("os.symlink('x', '../link')") == "PermissionError"
    assert attempt("os.listdir('..')") == "PermissionError"


@pytest.mark.skipif(bool(what_this_machine_lacks()), reason="this machine cannot confine")
def test_it_is_closed_where_what_may_be_read_lies_beside_it_too(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "file").write_text("readable")
    (tmp_path / "link").symlink_to(tmp_path / "data")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    runner = ForkingRunner(FUNCTION, (), (str(tmp_path / "link" / "file"),))
    source = f"""
import os
told = open({str(tmp_path / "data" / "file")!r}).read()
for closed in ("..", "../..", {str(tmp_path / "data")!r}):
    try: told += str(os.listdir(closed))
    except PermissionError: told += ", closed"
channel.send(told.encode())
"""
    run = runner.run([source.encode()], Limits())
    runner.close()
    assert run.result == b"readable, closed, closed, closed"


def test_the_rules_are_made_where_no_folder_for_temporary_files_is(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    if not what_this_machine_lacks():
        assert isinstance(layers.prepare((), tmp_path).calls, bytes)


def test_nothing_can_be_written_outside_the_scratch_folder(attempt, tmp_path):
    for made in ("open(path + '/f', 'w')", "os.mkdir(path + '/d')", "os.symlink('a', path + '/l')"):
        assert attempt(made, path=str(tmp_path)) == "PermissionError"
    assert list(tmp_path.iterdir()) == []


def test_a_file_outside_cannot_be_removed_or_cut(attempt, tmp_path):
    kept = tmp_path / "kept"
    kept.write_text("whole")
    for harm in ("os.remove(path)", "os.truncate(path, 0)", "os.rename(path, 'mine')"):
        assert attempt(harm, path=str(kept)) == "PermissionError"
    assert kept.read_text() == "whole"


def test_a_file_outside_keeps_its_mode_owner_and_time(attempt, tmp_path):
    kept = tmp_path / "kept"
    kept.touch(mode=0o640)
    before = kept.stat()
    for change in ("os.chmod(path, 0o777)", "os.chown(path, 1, 1)", "os.utime(path, (1, 1))"):
        assert attempt(change, path=str(kept)) == "None"
    after = kept.stat()
    assert (after.st_mode, after.st_uid, after.st_mtime) == (
        before.st_mode,
        before.st_uid,
        before.st_mtime,
    )


def test_the_scratch_folder_can_be_used(attempt):
    assert attempt("pathlib.Path('a').write_text('12') or open('a').read()") == "2"
    assert attempt("[os.mkdir('d'), os.rename('d', 'e'), os.listdir('.')][-1]") == "['e']"


def test_what_a_submission_silences_can_be_sent_nowhere(attempt):
    assert attempt("open(os.devnull, 'w').write('progress bar')") == "12"


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_UNIX", "AF_NETLINK"])
@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM"])
def test_no_socket_can_be_made(attempt, family, kind):
    if family == "AF_NETLINK" and kind == "SOCK_STREAM":
        kind = "SOCK_RAW"
    assert (
        attempt(f"socket.socket(socket.{family}, socket.{kind})") == "[Errno 100] Network is down"
    )


def test_no_address_can_be_fetched(attempt):
    assert attempt("urllib.request.urlopen('http://127.0.0.1:1/')") == "URLError"


@pytest.mark.parametrize(
    "start", ["os.fork()", "subprocess.run(['/bin/true'])", "os.system('true')"]
)
def test_no_process_can_be_started(attempt, start):
    assert attempt(start) in ("PermissionError", "BlockingIOError", "-1", str(0x7F00))


def test_no_program_can_take_the_place_of_the_child(attempt):
    assert attempt("os.execv('/bin/true', ['true'])") == "PermissionError"


def test_a_thread_can_be_started(attempt):
    made = "(lambda t: [t.start(), t.join(), 'joined'][-1])(threading.Thread(target=print))"
    assert attempt(made) == "joined"


def test_no_other_process_can_be_signalled(attempt):
    with subprocess.Popen(["sleep", "60"]) as other:
        for harm in (
            "os.kill(pid, 9)",
            "os.kill(pid, 0)",
            "os.kill(os.getppid(), 9)",
            "os.kill(-1, 9)",
        ):
            assert attempt(harm, pid=other.pid) in ("PermissionError", "ProcessLookupError")
        assert other.poll() is None
        other.kill()


CALL = "ctypes.CDLL(None, use_errno=True)"
ABOVE = 1 << 32
"""A bit that the kernel does not look at where an argument is an `int`."""


def test_a_file_outside_gets_no_attribute_by_a_newer_call(attempt, tmp_path):
    kept = tmp_path / "kept"
    kept.touch()
    mark = "bytes(ctypes.c_uint64(ctypes.addressof(value))) + bytes(ctypes.c_uint32(1)) + bytes(4)"
    source = f"(value := ctypes.create_string_buffer(b'1')) and {CALL}.syscall(463, -100, "
    assert attempt(f"{source}path, 0, b'user.mark', {mark}, 16)", path=bytes(kept)) == "0"
    assert os.listxattr(kept) == []


def test_a_call_that_no_kernel_had_yet_is_not_made(attempt):
    assert attempt(f"[{CALL}.syscall(471), ctypes.get_errno()]") == "[-1, 38]"


@pytest.mark.parametrize("flags", [0x40086602, 0x401C5820 + ABOVE])
def test_no_file_can_be_made_that_nobody_can_remove(attempt, flags):
    asked = f"ioctl(os.open('f', os.O_CREAT), ctypes.c_ulong({flags}), bytes(28))"
    assert attempt(f"[{CALL}.{asked}, ctypes.get_errno()]") == "[-1, 95]"


@pytest.mark.parametrize("way", [0, 1])
def test_a_file_gets_room_only_by_writing(attempt, way):
    asked = f"fallocate(os.open('f', os.O_CREAT | os.O_RDWR), {way}, 0, ctypes.c_long(2**20))"
    assert attempt(f"[{CALL}.{asked}, ctypes.get_errno()]") == "[-1, 95]"
    file = "os.open('f', os.O_CREAT | os.O_RDWR)"
    assert attempt(f"[os.posix_fallocate({file}, 0, 9), os.stat('f').st_size]") == "[None, 9]"


@pytest.mark.parametrize("option", [1, 4, 36, 0x59616D61, 4 + ABOVE])
def test_a_child_cannot_undo_how_it_ends_and_who_may_look_into_it(attempt, option):
    asked = f"syscall({system_calls.number_of('prctl')}, ctypes.c_ulong({option}), 1, 0, 0, 0)"
    assert attempt(f"[{CALL}.{asked}, ctypes.get_errno()]") == "[-1, 1]"


@pytest.mark.parametrize("command", [0x8901, 0x8902, 0x8901 + ABOVE])
def test_no_descriptor_can_be_given_to_another_process(attempt, command):
    asked = f"{CALL}.ioctl(3, ctypes.c_ulong({command}), bytes(ctypes.c_int(pid)))"
    assert attempt(f"[{asked}, ctypes.get_errno()]", pid=os.getpid()) == "[-1, 95]"


@pytest.mark.parametrize("call", ["shmctl(0, 0, 0)", "semctl(0, 0, 0)", "msgctl(0, 0, 0)"])
def test_memory_of_others_cannot_be_removed_by_its_number(attempt, call):
    assert attempt(f"[{CALL}.{call}, ctypes.get_errno()]") == "[-1, 1]"


def test_a_child_may_choose_its_own_processors_and_no_others(attempt):
    here = os.sched_getaffinity(0)
    one = [min(here)]
    assert attempt("os.sched_setaffinity(pid, one)", pid=os.getpid(), one=one) == "PermissionError"
    assert os.sched_getaffinity(0) == here
    assert attempt("os.sched_setaffinity(0, one)", one=one) == "None"


@pytest.mark.parametrize("command", [8, 10, 15, 8 + ABOVE])
def test_no_signal_can_be_sent_by_way_of_a_descriptor(attempt, command):
    asked = f"syscall({system_calls.number_of('fcntl')}, 1, ctypes.c_ulong({command}), bytes(8))"
    assert attempt(f"[{CALL}.{asked}, ctypes.get_errno()]") == "[-1, 1]"


@pytest.mark.parametrize(
    "call",
    ["setpriority(os.PRIO_PROCESS, pid, 1)", "sched_setscheduler(pid, 3, os.sched_param(0))"],
)
def test_no_other_process_can_be_slowed_down(attempt, call):
    assert attempt(f"os.{call}", pid=os.getpid()) == "PermissionError"


def test_the_child_may_signal_itself(fork):
    assert fork("import os, signal; os.kill(os.getpid(), signal.SIGKILL)").ending == "crash"


def test_a_limit_cannot_be_raised(attempt):
    wide = "resource.setrlimit(resource.RLIMIT_CPU, (10**6, 10**6))"
    assert attempt(wide) in ("PermissionError", "ValueError")


@pytest.mark.skipif(os.getuid() != 0, reason="only root may try")
@pytest.mark.parametrize("change", ["os.setuid(1)", "os.setgid(1)", "os.chroot('.')"])
def test_root_cannot_change_who_it_is(attempt, change):
    assert attempt(change) == "PermissionError"


@pytest.mark.parametrize(
    "call",
    [
        "unshare(0x10000000)",
        "mount(0, b'/', 0, 0, 0)",
        "ptrace(16, 1, 0, 0)",
        "memfd_create(b'm', 0)",
    ],
)
def test_system_calls_with_reach_are_refused(attempt, call):
    name = f"ctypes.CDLL(None, use_errno=True).{call}"
    assert attempt(f"[{name}, ctypes.get_errno()]") == "[-1, 1]"


def test_a_kernel_without_landlock_is_told(monkeypatch, tmp_path):
    def lacking(number, *arguments):
        raise OSError(38, "Landlock: Function not implemented")

    monkeypatch.setattr(landlock, "_call", lacking)
    monkeypatch.setattr(layers, "LAYERS", (layers.filesystem,))
    told = layers.put_on(layers.Bounds(Limits(), tmp_path, layers.prepare((), tmp_path)))
    assert told == {"filesystem": "off: Landlock: Function not implemented"}


def test_a_system_without_the_library_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(system_calls, "LIBRARY", None)
    monkeypatch.setattr(layers, "LAYERS", (layers.network,))
    told = layers.put_on(layers.Bounds(Limits(), tmp_path, layers.prepare((), tmp_path)))
    assert told == {"network": "off: pyseccomp or the system's libseccomp is missing"}
