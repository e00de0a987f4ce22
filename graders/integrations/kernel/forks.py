"""The trusted side of forked kernels: warm processes, each with one kernel at a time.

A warm process ends with the thread that started it, so each has a thread of its own, which waits
for the next kernel when one has ended. Knows nothing of Jupyter.
"""

import atexit
import json
import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from queue import SimpleQueue

from graders.integrations.kernel import CHANNELS
from graders.record import readable
from graders.sandbox import ForkingRunner, Limits, Run, SandboxError

FUNCTION = "graders.integrations.kernel.forked:serve"
PRELOAD = ("tensorflow", "keras", "graders.lab")
OTHERWISE = {"accept": None, "accept4": None, "sched_setscheduler": 0}
"""Calls of a kernel: it takes who comes to a socket that listens already, and ZeroMQ's threads ask
for the scheduling that they have; that is not done, and no error, which would end them."""
SECONDS_TO_END = 10
"""How long the end of this program waits for a kernel that was killed."""


class Fork:
    """One kernel: how it is spoken to, and how it ended."""

    def __init__(self, connection: Mapping[str, object], limits: Limits) -> None:
        self.ended = threading.Event()
        self.told: Run | Exception | None = None
        self._message = json.dumps(connection).encode()
        self._limits = limits
        self._place = str(connection["ip"])
        self._lock = threading.Lock()
        self._process: int | None = None
        self.was_unwanted = False
        for path in self._sockets:
            with suppress(FileNotFoundError):
                os.unlink(path)  # noqa: PTH108 - of the kernel that is started anew

    @property
    def ready(self) -> bool:
        """Whether somebody can speak to it."""
        return all(map(os.path.exists, self._sockets))

    def signal(self, number: int) -> None:
        """Send it a signal; nothing happens when it has ended."""
        with self._lock, suppress(ProcessLookupError):
            self.was_unwanted |= number in (signal.SIGTERM, signal.SIGKILL)
            if self._process is not None:
                signal.pidfd_send_signal(self._process, number)

    def run(self, runner: Callable[[], ForkingRunner]) -> None:
        """Be a kernel's trusted side, from its start to its end."""
        try:
            self.told = runner().run_once([self._message], self._limits, self._started)
        except (SandboxError, OSError) as error:
            self.told = error
        with self._lock:
            if self._process is not None:
                os.close(self._process)
                self._process = None
        self.ended.set()

    @property
    def _sockets(self) -> Sequence[str]:
        return [f"{self._place}-{number + 1}" for number in range(len(CHANNELS))]

    def _started(self, pid: int) -> None:
        with self._lock:
            # A descriptor, for the number may be another's when the kernel has ended.
            self._process = os.pidfd_open(pid)
            if self.was_unwanted:
                signal.pidfd_send_signal(self._process, signal.SIGKILL)


class _Warm:
    """The thread of one warm process."""

    def __init__(self) -> None:
        self._wanted: SimpleQueue[Fork | None] = SimpleQueue()
        self._now: Fork | None = None
        self._started: ForkingRunner | None = None
        self._thread = threading.Thread(target=self._keep, name="lrgrade-kernels", daemon=True)
        self._thread.start()

    def start(self, fork: Fork) -> None:
        self._now = fork
        self._wanted.put(fork)

    def end(self) -> None:
        if self._now is not None:
            self._now.signal(signal.SIGKILL)
        self._wanted.put(None)
        self._thread.join(SECONDS_TO_END)

    def _keep(self) -> None:
        while (fork := self._wanted.get()) is not None:
            fork.run(self._runner)
            self._now = None
            _idle.append(self)
        if self._started is not None:
            self._started.close()

    def _runner(self) -> ForkingRunner:
        if self._started is None:
            self._started = ForkingRunner(FUNCTION, PRELOAD, readable(), OTHERWISE)
        return self._started


_all: list[_Warm] = []
_idle: list[_Warm] = []
_starting = threading.Lock()


def start(connection: Mapping[str, object], limits: Limits) -> Fork:
    """A kernel in a child of an idle warm process, or of a new one where all are at work."""
    fork = Fork(connection, limits)
    with _starting:
        if _idle:
            warm = _idle.pop()
        else:
            warm = _Warm()
            _all.append(warm)
    warm.start(fork)
    return fork


@atexit.register
def end_all() -> None:
    """End every kernel and every warm process of this program."""
    with _starting:
        ending = [*_all]
        _all.clear()
        _idle.clear()
    for warm in ending:
        warm.end()
