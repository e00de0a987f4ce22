"""System calls that a child may make with some arguments and not with others, each tried."""

import os
import socket
import sys

import pytest

from graders.sandbox import system_calls

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")

LIBC = "ctypes.CDLL(None, use_errno=True)"
ABOVE = 1 << 32
"""A bit that the kernel does not look at where an argument is an `int`."""
REFUSED, MISSING, NOT_SUPPORTED = "[-1, 1]", "[-1, 38]", "[-1, 95]"
SHUT_DOWN, ENLARGE, NAME, FLAGS, OWNER = 0x8004587D, 0x40086610, 0x81009431, 0x40086602, 0x8901
TERMINAL_OF, HOW_MUCH = 0x5401, 0x541B


@pytest.fixture
def call(attempt):
    """What a system call gives in a child, and the number of the error."""

    def called(name, *arguments):
        number = name if isinstance(name, int) else system_calls.number_of(name)
        given = ", ".join(
            f"ctypes.c_long({each})" if isinstance(each, int) else each for each in arguments
        )
        return attempt(f"[{LIBC}.syscall({number}, {given}), ctypes.get_errno()]")

    return called


@pytest.mark.parametrize("command", [SHUT_DOWN, ENLARGE, NAME, FLAGS, OWNER, SHUT_DOWN + ABOVE])
def test_no_file_system_can_be_commanded(call, command):
    # On a pipe, where nothing would come to harm.
    assert call("ioctl", 1, command, "bytes(256)") == NOT_SUPPORTED


@pytest.mark.parametrize("command", [TERMINAL_OF, HOW_MUCH])
def test_what_python_asks_of_a_file_is_answered(call, command):
    assert call("ioctl", 1, command, "ctypes.create_string_buffer(99)") in ("[-1, 25]", "[0, 0]")


def test_the_attributes_of_a_mount_stay_as_they_are(call):
    assert call(467, -100, "b'.'", 0, "bytes(32)", 32) == REFUSED


def test_what_happens_in_a_folder_cannot_be_watched(call):
    assert call("inotify_add_watch", f"{LIBC}.inotify_init()", "b'/etc'", 0xFFF) == REFUSED


@pytest.mark.parametrize("way", [3, 3 + ABOVE, os.O_TRUNC, os.O_TRUNC | 3, os.O_TRUNC | os.O_CREAT])
def test_no_file_can_be_opened_to_command_it_or_to_cut_it_while_reading(call, way):
    own = "(made := open('f', 'w')) and b'f'"
    assert call("openat", -100, own, way, 0o600) == REFUSED


@pytest.mark.skipif(system_calls.LIBRARY is None, reason="it asks the library")
@pytest.mark.skipif(system_calls.number_of("open") < 0, reason="there is `openat` alone")
@pytest.mark.parametrize("way", [3, os.O_TRUNC])
def test_nor_by_the_older_call(call, way):
    assert call("open", "(made := open('f', 'w')) and b'f'", way, 0) == REFUSED


def test_nor_by_the_newer_call_nor_by_its_name(call):
    assert call(437, -100, "b'/dev/null'", "bytes(24)", 24) == MISSING
    assert call("truncate", "(made := open('f', 'w')) and b'f'", 0) == REFUSED


@pytest.mark.parametrize("mode", ["w", "r+", "a", "x", "wb+"])
def test_a_file_of_its_own_can_be_opened_as_ever(attempt, mode):
    assert attempt(f"open('{mode}' if '{mode}' != 'x' else 'new', 'w+').close()") == "None"
    first = "" if mode == "x" else "open('f', 'w').close() or "
    assert attempt(f"{first}open('f', {mode!r}).close() or open('f').read()") == ""


@pytest.mark.parametrize("flags", [0, 0x10000, 0x400])
def test_what_is_no_thread_with_the_descriptors_of_all_is_not_started(call, flags):
    assert call("clone", flags, 0, 0, 0, 0) == REFUSED


@pytest.mark.parametrize("namespace", [17, 25, 26, 27, 28, 29, 30])
def test_no_thread_gets_a_namespace_of_its_own(call, namespace):
    assert call("clone", 0x10400 | 1 << namespace, 0, 0, 0, 0) == REFUSED


@pytest.mark.parametrize("flags", [2, 6, 2 + ABOVE])
def test_no_thread_gets_descriptors_of_its_own(call, flags):
    assert call("close_range", 100, 100, flags) == REFUSED


def test_nobody_is_made_to_wait_for_a_file(call):
    assert call("fcntl", "os.open('f', os.O_CREAT)", 1024, 1) == REFUSED


def test_a_pipe_cannot_be_made_to_hold_more(call):
    assert call("fcntl", 1, 1031, 2**20) == REFUSED


def test_nobody_is_kept_from_running_beside_it(call):
    assert call("prctl", 62, 1, 0, 0, 0) == REFUSED


def test_what_a_pair_of_sockets_sends_reaches_nobody_else(attempt, tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as outside:
        outside.bind(str(tmp_path / "s"))
        outside.settimeout(0.1)
        pair = "(pair := socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))"
        for way in ("sendto(b'x', path)", "sendmsg([b'x'], [], 0, path)"):
            asked = attempt(f"{pair}[0].{way}", path=str(tmp_path / "s"))
            assert asked == "[Errno 100] Network is down"
        with pytest.raises(TimeoutError):
            outside.recv(9)


def test_a_pair_of_sockets_can_be_used(attempt):
    pair = "(pair := socket.socketpair())"
    assert attempt(f"[{pair}[0].sendall(b'x'), pair[1].recv(9)]") == "[None, b'x']"
    assert attempt("__import__('asyncio').run(__import__('asyncio').sleep(0, 7))") == "7"


@pytest.mark.parametrize("number", [444, 445, 446])
def test_rules_of_its_own_which_would_keep_removed_files_are_not_made(call, number):
    assert call(number, 0, 0, 1, 0) == REFUSED


def test_no_descriptor_can_be_put_into_a_message(attempt):
    sent = "socket.send_fds(socket.socketpair()[0], [b'x'], [1])"
    assert attempt(sent) == "[Errno 100] Network is down"


def test_no_socket_can_be_made_to_hold_more(attempt):
    assert attempt("socket.socketpair()[0].setsockopt(1, 32, 2**20)") == (
        "[Errno 100] Network is down"
    )


def test_no_pair_of_another_family_can_be_made(attempt):
    assert attempt("socket.socketpair(30, socket.SOCK_STREAM)") == "[Errno 100] Network is down"
