"""The runner where a fork is safe: one warm process, one forked child a run.

The trusted side. It starts the warm process, hands it descriptors, has the child watched, and says
how it ended.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graders.sandbox.conversation import Conversation
from graders.sandbox.gauge import Gauge
from graders.sandbox.limits import Limit, Limits
from graders.sandbox.refused_calls import NOTHING_ELSE
from graders.sandbox.required import in_force, why_nothing_may_run
from graders.sandbox.run import Ending, Run, SandboxError
from graders.sandbox.scratch import scratch_folder
from graders.sandbox.settings import ENVIRONMENT, python
from graders.sandbox.watch import Watch

ENDINGS: Mapping[Limit, Ending] = {
    "processor": "timeout",
    "clock": "timeout",
    "memory": "memory",
}
"""What a limit that was met is called, where it is not a crash."""


def _nothing(pid: int) -> None:
    """What is done with a child's number, where nobody asks for it."""


class ForkingRunner:
    """Forks each child from one warm process, and starts a new one when that has died."""

    def __init__(
        self,
        function: str,
        preload: tuple[str, ...],
        readable: Sequence[str] = (),
        otherwise: Mapping[str, int | None] = NOTHING_ELSE,
    ) -> None:
        """`otherwise` are calls that get another answer than usual, as in `system_calls.rules`."""
        self._command = (function, *preload)
        self._shared = {"readable": tuple(readable), "otherwise": dict(otherwise)}
        self._warm: _Warm | None = _Warm(self._command, self._shared)

    def run(self, messages: Sequence[bytes], limits: Limits) -> Run:
        """Run the function in a fresh child; raises SandboxError when that cannot be done."""
        try:
            return self.run_once(messages, limits)
        except SandboxError:
            # A warm process can be killed from outside; a second death has a cause of its own.
            return self.run_once(messages, limits)

    def run_once(
        self, messages: Sequence[bytes], limits: Limits, started: Callable[[int], None] = _nothing
    ) -> Run:
        """The same without a second try; `started` gets the child's number while it runs."""
        warm = self._warm = self._warm or _Warm(self._command, self._shared)
        try:
            with scratch_folder(warm.scratches) as scratch:
                return warm.run(scratch, messages, limits, started)
        except SandboxError:
            self.close()
            raise

    def close(self) -> None:
        """End the warm process and the child that it may have."""
        if self._warm is not None:
            self._warm.close()
            self._warm = None


class _Warm:
    """One warm process, and the socket on which it takes requests."""

    def __init__(self, command: tuple[str, ...], shared: Mapping[str, object]) -> None:
        self._control, other = socket.socketpair()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        self._folder = tempfile.TemporaryDirectory(prefix="lrgrade-", ignore_cleanup_errors=True)
        self.scratches = Path(self._folder.name)
        self.scratches.chmod(0o711)  # Each child's folder is its user's own; the way there is not.
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
        told = {**shared, "scratches": str(self.scratches)}
        self._control.sendall(json.dumps(told).encode())
        self._lines = self._control.makefile("rb")
        self._required: frozenset[str] | None = None

    def run(
        self,
        scratch: Path,
        messages: Sequence[bytes],
        limits: Limits,
        started: Callable[[int], None],
    ) -> Run:
        """Have a child forked, serve it to its end; raises SandboxError when this process died."""
        self._wait_until_ready()
        wire, child_wire = socket.socketpair()
        output, child_output = os.pipe()
        with wire, os.fdopen(output, "rb", buffering=0) as pipe:
            self._request(limits, scratch, child_wire, child_output)
            pid = int(self._reply()["pid"])
            started(pid)
            gauge = Gauge(pid, scratch, limits)
            watch = Watch(wire, pipe.fileno(), Conversation(messages, limits.result), gauge)
            met = watch.until_the_end(limits)
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            ended = self._reply()
            watch.drain(limits)
        self._check_layers(watch.talk)
        return _told(watch, ended, met, limits)

    def close(self) -> None:
        """End the process, and with it the child that it may have."""
        self._control.close()
        self._lines.close()
        self._process.kill()
        self._process.wait()
        self._errors.close()
        self._folder.cleanup()

    def _wait_until_ready(self) -> None:
        if self._required is None:
            self._required = in_force(self._reply()["layers"])

    def _check_layers(self, talk: Conversation) -> None:
        """Raises SandboxError for a child that ran nothing, since it was not confined as it can be.

        It tells its layers before anything of a submission runs, and only once.
        """
        if lacking := why_nothing_may_run(talk.layers, self._required or ()):
            raise SandboxError(f"nothing was run: a child lacks layers that others have: {lacking}")

    def _request(self, limits: Limits, scratch: Path, wire: socket.socket, output: int) -> None:
        request = json.dumps({"limits": asdict(limits), "scratch": str(scratch)}).encode()
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


def _told(watch: Watch, ended: dict[str, Any], met: Limit | None, limits: Limits) -> Run:
    status = int(ended["status"])
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    output = watch.output.decode("utf-8", errors="replace")
    met = met or _met_by_itself(watch, ended, number, output, limits)
    ending, detail = _ending(watch, met, number)
    return Run(
        ending=ending,
        result=watch.talk.result if ending == "finished" else None,
        detail=detail or (limits.words(met) if met else ""),
        seconds=float(ended["seconds"]),
        output=output,
        output_cut=watch.output_cut,
        asked=watch.talk.asked,
        layers=watch.talk.layers,
        limit=None if ending == "tampered" else met,
        at=watch.talk.at,
    )


def _met_by_itself(
    watch: Watch, ended: dict[str, Any], number: int, output: str, limits: Limits
) -> Limit | None:
    """The limit that a child met which nobody had to end."""
    if number == signal.SIGXCPU or ended["seconds"] > limits.seconds + 0.9:
        return "processor"
    if watch.talk.result is not None:
        return None
    if "bad_alloc" in output or "MemoryError" in output or ended["peak"] * 1024 > limits.memory:
        return "memory"
    return None


def _ending(watch: Watch, met: Limit | None, number: int) -> tuple[Ending, str]:
    if watch.talk.fault:
        return "tampered", watch.talk.fault
    if met:
        return ENDINGS.get(met, "crash"), ""
    if watch.talk.result is not None:
        return "finished", ""
    if number:
        return "crash", f"it was ended by {_name_of(number)}"
    return "crash", "it left Python before the result was sent"


def _name_of(number: int) -> str:
    """A signal's name; those of real time have none in Python, but for the first and the last."""
    known = {each.value: each.name for each in signal.Signals}
    return known.get(number, f"signal {number}")
