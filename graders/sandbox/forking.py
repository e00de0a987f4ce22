"""The runner where a fork is safe: one warm process, one forked child a run.

The trusted side. It starts the warm process, hands it descriptors, talks with the child, watches
the clock and the output, and says how the child ended.
"""

import contextlib
import json
import os
import selectors
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graders.sandbox.conversation import Conversation
from graders.sandbox.limits import Limits
from graders.sandbox.run import Ending, Run, SandboxError
from graders.sandbox.settings import ENVIRONMENT, python

CHUNK = 65536

Places = tuple[Path, tuple[str, ...]]
"""The folder that a child may write to, and paths of its function that it may read."""


class ForkingRunner:
    """Forks each child from one warm process, and starts a new one when that has died."""

    def __init__(
        self, function: str, preload: tuple[str, ...], readable: Sequence[str] = ()
    ) -> None:
        self._command = (function, *preload)
        self._readable = tuple(readable)
        self._warm: _Warm | None = _Warm(self._command)

    def run(self, messages: Sequence[bytes], limits: Limits) -> Run:
        """Run the function in a fresh child; raises SandboxError when that cannot be done."""
        try:
            return self._once(messages, limits)
        except SandboxError:
            # A warm process can be killed from outside; a second death has a cause of its own.
            return self._once(messages, limits)

    def close(self) -> None:
        """End the warm process and the child that it may have."""
        if self._warm is not None:
            self._warm.close()
            self._warm = None

    def _once(self, messages: Sequence[bytes], limits: Limits) -> Run:
        warm = self._warm = self._warm or _Warm(self._command)
        scratch = Path(tempfile.mkdtemp(prefix="lrgrade-"))
        try:
            return warm.run((scratch, self._readable), messages, limits)
        except SandboxError:
            self.close()
            raise
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


class _Warm:
    """One warm process, and the socket on which it takes requests."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._control, other = socket.socketpair()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._process = subprocess.Popen(
            python("-m", "graders.sandbox.warm", str(other.fileno()), *command),
            env=ENVIRONMENT,
            pass_fds=[other.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            start_new_session=True,
        )
        other.close()
        self._lines = self._control.makefile("rb")
        self._ready = False

    def run(self, places: Places, messages: Sequence[bytes], limits: Limits) -> Run:
        """Have a child forked, serve it to its end; raises SandboxError when this process died."""
        if not self._ready:
            self._reply()
            self._ready = True
        wire, child_wire = socket.socketpair()
        output, child_output = os.pipe()
        with wire, os.fdopen(output, "rb", buffering=0) as pipe:
            self._request(limits, places, child_wire, child_output)
            pid = int(self._reply()["pid"])
            watch = _Watch(wire, pipe.fileno(), messages, limits)
            late = watch.until_the_end()
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            ended = self._reply()
            watch.drain()
        return _told(watch, ended, late, limits)

    def close(self) -> None:
        """End the process, and with it the child that it may have."""
        self._control.close()
        self._lines.close()
        self._process.kill()
        self._process.wait()
        self._errors.close()

    def _request(self, limits: Limits, places: Places, wire: socket.socket, output: int) -> None:
        scratch, readable = places
        asked = {"limits": asdict(limits), "scratch": str(scratch), "readable": readable}
        request = json.dumps(asked).encode()
        try:
            socket.send_fds(self._control, [request], [wire.fileno(), output])
        except OSError as error:
            raise SandboxError(self._why_it_died()) from error
        finally:
            wire.close()
            os.close(output)

    def _reply(self) -> dict[str, Any]:
        line = b""
        with contextlib.suppress(ConnectionError):
            line = self._lines.readline()
        if not line:
            raise SandboxError(self._why_it_died())
        return dict(json.loads(line))

    def _why_it_died(self) -> str:
        self._process.wait()
        self._errors.seek(0)
        text = self._errors.read().decode(errors="replace").strip()
        last = text.splitlines()[-1] if text else f"exit status {self._process.returncode}"
        return f"the warm process ended: {last}"


class _Watch:
    """Everything that comes out of one child, until it ends or its time is over."""

    def __init__(
        self, wire: socket.socket, pipe: int, messages: Sequence[bytes], limits: Limits
    ) -> None:
        self.talk = Conversation(messages, limits.result)
        self.output = bytearray()
        self.output_cut = False
        self._wire, self._pipe, self._limits = wire, pipe, limits
        os.set_blocking(pipe, False)

    def until_the_end(self) -> bool:
        """Serve the child until it closes the wire; True when its time was over first."""
        deadline = time.monotonic() + self._limits.wall_seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self._wire, selectors.EVENT_READ)
            selector.register(self._pipe, selectors.EVENT_READ)
            while True:
                left = deadline - time.monotonic()
                ready = selector.select(left) if left > 0 else []
                if not ready:
                    return True
                for key, _ in ready:
                    if key.fd == self._pipe:
                        if not self._read_output():
                            selector.unregister(self._pipe)
                    elif not self._read_wire():
                        return False

    def drain(self) -> None:
        """Read what is left in the pipe of a child that has ended."""
        while self._read_output():
            pass

    def _read_output(self) -> bool:
        try:
            data = os.read(self._pipe, CHUNK)
        except BlockingIOError:
            return False
        room = self._limits.output - len(self.output)
        self.output += data[: max(room, 0)]
        self.output_cut |= len(data) > room
        return bool(data)

    def _read_wire(self) -> bool:
        try:
            data = self._wire.recv(CHUNK)
        except ConnectionError:
            data = b""
        if not data:
            self.talk.end()
            return False
        answer = self.talk.feed(data)
        # A child that asks and does not read is late like any other.
        with contextlib.suppress(ConnectionError, TimeoutError):
            self._wire.settimeout(self._limits.wall_seconds)
            self._wire.sendall(answer)
        return not self.talk.fault


def _told(watch: _Watch, ended: dict[str, Any], late: bool, limits: Limits) -> Run:
    status = int(ended["status"])
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    output = watch.output.decode("utf-8", errors="replace")
    ending, detail = _ending(watch, ended, late, number, output, limits)
    return Run(
        ending=ending,
        result=watch.talk.result if ending == "finished" else None,
        detail=detail,
        seconds=float(ended["seconds"]),
        output=output,
        output_cut=watch.output_cut,
        asked=watch.talk.asked,
        layers=watch.talk.layers,
    )


def _ending(
    watch: _Watch, ended: dict[str, Any], late: bool, number: int, output: str, limits: Limits
) -> tuple[Ending, str]:
    if watch.talk.fault:
        return "tampered", watch.talk.fault
    if late or number == signal.SIGXCPU or ended["seconds"] > limits.seconds + 0.9:
        return "timeout", f"{limits.seconds:g} s"
    if watch.talk.result is not None:
        return "finished", ""
    if "bad_alloc" in output or "MemoryError" in output or ended["peak"] * 1024 > limits.memory:
        return "memory", f"{limits.memory // 2**20} MiB"
    if number:
        return "crash", f"it was ended by {signal.Signals(number).name}"
    return "crash", "it left Python before the result was sent"
