"""Makes the children of a warm process tell what they ask the kernel for, and refuses no file.

Imported into a warm process it takes the place of the filesystem and the network layer. Every
attempt to open a file, and every system call that the network layer refuses, stops in the kernel
(seccomp's user notification) until a watching process has printed it; then a file is opened as
if there were no sandbox, and a refused call is refused as it always is.

Only for the command that derives what a child needs; never for a submission.
"""

import fcntl
import os
import select
import socket
import struct
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, NoReturn

from graders.authoring.asked import Asked
from graders.sandbox import layers, system_calls
from graders.sandbox.system_calls import Rule

OPENING = {"open": (None, 0, 1), "openat": (0, 1, 2), "openat2": (0, 1, 2)}
"""Which arguments of each call are the folder's descriptor, the path, and the flags."""

NOT_REFUSED = (*OPENING, "sendmsg")
"""By `sendmsg` the watching process gets the descriptor that it watches."""

RECEIVE, SEND = 0xC0502100, 0xC0182101
NOTIFICATION = struct.Struct("=QII iIQ 6Q")
ANSWER = struct.Struct("=Qqi I")
GO_ON = 1
LONGEST_PATH = PAGE = 4096
AT_WORKING_FOLDER = 0xFFFFFF9C
"""From the kernel's linux/seccomp.h, which man page seccomp_unotify(2) explains."""


class _Call(NamedTuple):
    """One system call of the child that waits for an answer."""

    id: int
    thread: int
    number: int
    arguments: tuple[int, ...]


def watched(bounds: layers.Bounds) -> None:
    """Go on as a child of this process, which stays behind and watches."""
    watching, telling = socket.socketpair()
    child = os.fork()  # In this direction: a parent may read its child's memory, not the reverse.
    if child:
        telling.close()
        _watch(watching, child, os.path.realpath(bounds.scratch))
    watching.close()
    layers._prctl(layers.PR_SET_DUMPABLE, 1)  # An ordinary user could not read it otherwise.
    pyseccomp = system_calls.library()
    table = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    refused = (rule for rule in system_calls.rules(os.getpid()) if rule.name not in NOT_REFUSED)
    for rule in (*map(_opening, OPENING), *refused):
        system_calls.add(table, rule, pyseccomp.NOTIFY)
    table.load()
    descriptor = pyseccomp._libseccomp.seccomp_notify_fd(table._filter)
    socket.send_fds(telling, [b"f"], [descriptor])
    os.close(descriptor)
    telling.close()


def _opening(name: str) -> Rule:
    return Rule(name, 0)


def _watch(watching: socket.socket, child: int, scratch: str) -> NoReturn:
    """Print and answer every call until the child has ended; then end as it did.

    What the child does in its own folder `scratch` is not told.
    """
    _, (notices,), _, _ = socket.recv_fds(watching, 1, 1)
    resolve = system_calls.library().resolve_syscall
    opening = {resolve(0, name): name for name in OPENING}
    refused = {system_calls.number_of(rule.name): rule for rule in system_calls.rules(child)}
    while call := _next(notices):
        if call.number in opening:
            asked = _opened(call, opening[call.number])
            answer = ANSWER.pack(call.id, 0, 0, GO_ON)
        else:
            asked = Asked(str(refused[call.number].name))
            answer = ANSWER.pack(call.id, 0, -refused[call.number].answer, 0)
        if not asked.real.startswith(f"{scratch}/"):
            os.write(1, asked.line)
        with suppress(FileNotFoundError):  # The thread has ended meanwhile.
            fcntl.ioctl(notices, SEND, answer)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        os.kill(os.getpid(), os.WTERMSIG(status))
    os._exit(os.waitstatus_to_exitcode(status))


def _next(notices: int) -> _Call | None:
    """The next call that waits; None when nobody is left who could ask."""
    poll = select.poll()
    poll.register(notices, select.POLLIN)
    while True:
        ((_, event),) = poll.poll()
        if not event & select.POLLIN:
            return None
        buffer = bytearray(NOTIFICATION.size)
        with suppress(FileNotFoundError):  # It was interrupted meanwhile.
            fcntl.ioctl(notices, RECEIVE, buffer)
            number, thread, _, call, _, _, *arguments = NOTIFICATION.unpack(buffer)
            return _Call(number, thread, call, tuple(arguments))


def _opened(call: _Call, name: str) -> Asked:
    """The file that `call` wants to open: as asked for, and where links lead."""
    folder, path, flags = OPENING[name]
    with Path(f"/proc/{call.thread}/mem").open("rb", buffering=0) as memory:
        asked = os.fsdecode(_text(memory, call.arguments[path]))
        wanted = call.arguments[flags]
        if name == "openat2":  # Its flags stand in a structure.
            (wanted,) = struct.unpack("=Q", _read(memory, wanted, 8))
    whole = str(Path(_folder(call, folder), asked))
    own = f"/proc/{call.thread}"
    real = os.path.realpath(whole.replace("/proc/self", own, 1))
    return Asked(
        name,
        os.path.normpath(whole),
        real.replace(own, "/proc/self", 1),
        writes=wanted & os.O_ACCMODE != os.O_RDONLY,
        there=Path(real).exists(),
    )


def _folder(call: _Call, argument: int | None) -> str:
    """What a relative path is relative to: an open folder, or the working folder."""
    number = AT_WORKING_FOLDER if argument is None else call.arguments[argument] & 0xFFFFFFFF
    link = "cwd" if number == AT_WORKING_FOLDER else f"fd/{number}"
    with suppress(FileNotFoundError):  # No such descriptor; the path should be absolute then.
        return str(Path(f"/proc/{call.thread}/{link}").readlink())
    return "/"


def _text(memory: BinaryIO, address: int) -> bytes:
    """The text at `address`, page by page, for the next page may not be there."""
    text = b""
    while b"\0" not in text and len(text) < LONGEST_PATH:
        text += _read(memory, address + len(text), PAGE - (address + len(text)) % PAGE)
    return text.partition(b"\0")[0]


def _read(memory: BinaryIO, address: int, size: int) -> bytes:
    memory.seek(address)
    return memory.read(size)


_OTHERS = [each for each in layers.LAYERS if each not in (layers.filesystem, layers.network)]
layers.LAYERS = (*_OTHERS, watched)
