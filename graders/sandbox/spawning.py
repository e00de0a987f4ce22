"""The runner where no fork is safe (macOS, Windows): a spawned process serves run after run.

One process imports everything once and takes runs in turn; after one that went wrong a new process
takes the rest. Its runs share one interpreter, so the separation between them is weaker than
with a fork, and `layers` says so.
"""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from typing import IO

from graders.sandbox.channel import message
from graders.sandbox.conversation import Conversation
from graders.sandbox.limits import Limit, Limits
from graders.sandbox.run import Ending, Run, SandboxError
from graders.sandbox.settings import ENVIRONMENT, needed_by_system, python
from graders.sandbox.spawned import RUN

STARTING_SECONDS = 180.0
CLOSING_SECONDS = 1.0
"""How long a process may take to end when it has closed the wire, and its pipes to run dry."""
CHUNK = 65536
GROUPS = sys.platform != "win32"
"""Whether this system can end a process together with those that it started."""
LAYERS = {
    "namespaces": "off: not on this system",
    "user": "off: not on this system",
    "process": "off: " + ("a process that it starts may stay" if GROUPS else "not on this system"),
    "scratch_folder": "on",
    "environment": "on",
    "resource_limits": "off: only the time limit holds on this system",
    "no_new_privileges": "off: not on this system",
    "filesystem": "off: not on this system",
    "network": "off: not on this system",
}


class SpawningRunner:
    """Keeps one spawned process and replaces it after a timeout or a crash."""

    def __init__(self, function: str, preload: tuple[str, ...]) -> None:
        self._command = python("-m", "graders.sandbox.spawned", function, *preload)
        self._folder = tempfile.TemporaryDirectory(prefix="lrgrade-", ignore_cleanup_errors=True)
        self._process: subprocess.Popen[bytes] | None = None
        self._arrived: queue.Queue[bytes] = queue.Queue()
        self._collecting: list[threading.Thread] = []
        self._output = bytearray()

    def run(self, messages: Sequence[bytes], limits: Limits) -> Run:
        """Run the function in the spawned process, starting one where there is none."""
        served_others = self._process is not None
        run = self._run_once(messages, limits)
        if served_others and run.ending in ("tampered", "crash"):
            # It may be what an earlier run left behind: a new interpreter shows whose fault it is.
            run = self._run_once(messages, limits)
        return run

    def _run_once(self, messages: Sequence[bytes], limits: Limits) -> Run:
        process = self._process or self._start()
        self._output.clear()
        _write(process, message(RUN))
        talk = Conversation(messages, limits.result, serves_on=True)
        began = time.monotonic()
        late = self._serve(process, talk, began + limits.wall_seconds)
        seconds = time.monotonic() - began
        ending, detail = self._ending(process, talk, late, limits)
        if not talk.is_idle or talk.fault:
            self._end_process()
        text = bytes(self._output[: limits.output]).decode("utf-8", errors="replace")
        cut = len(self._output) > limits.output
        result = talk.result if ending == "finished" else None
        limit: Limit | None = "clock" if ending == "timeout" else None
        return Run(ending, result, detail, seconds, text, cut, talk.asked, LAYERS, limit, talk.at)

    def close(self) -> None:
        """End the spawned process and remove its folder."""
        self._end_process()
        self._folder.cleanup()

    def _serve(self, process: subprocess.Popen[bytes], talk: Conversation, deadline: float) -> bool:
        """Answer the child until it asks for another run; True when its time was over first."""
        while not talk.is_idle and not talk.fault:
            try:
                data = self._arrived.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                return True
            if not data:
                talk.end()
                break
            _write(process, talk.feed(data))
        return False

    @staticmethod
    def _ending(
        process: subprocess.Popen[bytes], talk: Conversation, late: bool, limits: Limits
    ) -> tuple[Ending, str]:
        if talk.fault:
            return "tampered", talk.fault
        if late:
            return "timeout", limits.words("clock")
        if talk.result is not None:
            return "finished", ""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return "crash", f"it ended with exit status {process.wait(CLOSING_SECONDS)}"
        return "crash", "it closed its connection before the result was sent"

    def _start(self) -> subprocess.Popen[bytes]:
        self._arrived = queue.Queue()
        process = subprocess.Popen(
            self._command,
            cwd=self._folder.name,
            env=ENVIRONMENT | needed_by_system(self._folder.name),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=GROUPS,
        )
        self._collecting = [
            _collect(process.stdout, self._arrived.put),
            _collect(process.stderr, self._keep_output),
        ]
        self._process = process
        try:
            began = self._arrived.get(timeout=STARTING_SECONDS)
        except queue.Empty:
            raise SandboxError("the child's process did not begin in time") from None
        if not began:
            raise SandboxError(f"the child's process ended: exit status {process.wait()}")
        return process

    def _keep_output(self, data: bytes) -> None:
        if len(self._output) <= 2**20:
            self._output += data

    def _end_process(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _kill(process)
            process.wait()
            if process.stdin is not None:
                with contextlib.suppress(OSError):
                    process.stdin.close()
            for thread in self._collecting:
                thread.join(CLOSING_SECONDS)


def _collect(stream: IO[bytes] | None, take: Callable[[bytes], None]) -> threading.Thread:
    """Hand everything that `stream` gives to `take`, and b"" at its end, from a thread.

    The thread alone closes the stream, so that it never reads a number that was given away again.
    """
    if stream is None:
        raise ValueError("the process was started without this pipe")

    def pump() -> None:
        with stream:
            while data := os.read(stream.fileno(), CHUNK):
                take(data)
        take(b"")

    thread = threading.Thread(target=pump, daemon=True)
    thread.start()
    return thread


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End it, and all that it started and that is in its session still."""
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _write(process: subprocess.Popen[bytes], data: bytes) -> None:
    if data and process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.write(data)
            process.stdin.flush()
