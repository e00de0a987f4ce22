"""Everything that comes out of one child, and what it uses meanwhile, until it ends or has to.

The trusted side. It answers the child, keeps what it prints up to the limit, and says which limit
the child met; it ends nobody itself.
"""

import os
import selectors
import socket
import time

from graders.sandbox.conversation import Conversation
from graders.sandbox.gauge import Gauge
from graders.sandbox.limits import Limit, Limits

CHUNK = 65536
LOOK = 0.1
"""Seconds from one look at what the child uses to the next."""


class Watch:
    """Reads one child's wire and output, and looks at what it uses."""

    def __init__(self, wire: socket.socket, pipe: int, talk: Conversation, gauge: Gauge) -> None:
        self.talk = talk
        self.output = bytearray()
        self.output_cut = False
        self._wire, self._pipe, self._gauge = wire, pipe, gauge
        self._unsent = b""
        os.set_blocking(pipe, False)
        wire.setblocking(False)

    def until_the_end(self, limits: Limits) -> Limit | None:
        """Serve the child until it closes the wire; the limit that it met, if it met one first."""
        clocks = _Clocks(self._gauge, limits)
        with selectors.DefaultSelector() as selector:
            selector.register(self._wire, selectors.EVENT_READ)
            selector.register(self._pipe, selectors.EVENT_READ)
            while True:
                met = clocks.met(self.talk.steps) if clocks.time_to_look() else None
                if met:
                    return met
                for key, ready in selector.select(LOOK):
                    if key.fd == self._pipe:
                        if not self._read_output(limits):
                            selector.unregister(self._pipe)
                    elif ready & selectors.EVENT_READ and not self._read_wire():
                        return None
                self._send()
                # A child that asks and does not read is watched like any other.
                waiting = selectors.EVENT_WRITE if self._unsent else 0
                selector.modify(self._wire, selectors.EVENT_READ | waiting)

    def drain(self, limits: Limits) -> None:
        """Read what is left in the pipe of a child that has ended."""
        while self._read_output(limits):
            pass

    def _read_output(self, limits: Limits) -> bool:
        try:
            data = os.read(self._pipe, CHUNK)
        except BlockingIOError:
            return False
        room = limits.output - len(self.output)
        self.output += data[: max(room, 0)]
        self.output_cut |= len(data) > room
        return bool(data)

    def _read_wire(self) -> bool:
        try:
            data = self._wire.recv(CHUNK)
        except BlockingIOError:
            return True  # What came is out of band (MSG_OOB), and nothing that is read here.
        except ConnectionError:
            data = b""
        if not data:
            self.talk.end()
            return False
        self._unsent += self.talk.feed(data)
        return not self.talk.fault

    def _send(self) -> None:
        """As much of the answers as the wire takes now; nobody reads what a closed one leaves."""
        if not self._unsent:
            return
        try:
            self._unsent = self._unsent[self._wire.send(self._unsent) :]
        except BlockingIOError:
            return
        except ConnectionError:
            self._unsent = b""


class _Clocks:
    """The times of one child: when it has to end, when its step has, and when to look again."""

    def __init__(self, gauge: Gauge, limits: Limits) -> None:
        self._gauge, self._limits = gauge, limits
        self._began = self._looked = time.monotonic()
        self._steps = 0
        self._step_began, self._step_used = self._began, 0.0

    @property
    def left(self) -> float:
        """Seconds on the clock until the child has to end."""
        return self._began + self._limits.wall_seconds - time.monotonic()

    def time_to_look(self) -> bool:
        """Whether enough time has passed since the last look, or all of it."""
        now = time.monotonic()
        if now - self._looked < LOOK and self.left > 0:
            return False
        self._looked = now
        return True

    def met(self, steps: int) -> Limit | None:
        """The limit that the child has met now, which has begun `steps` steps."""
        if self.left <= 0:
            return "clock"
        return self._gauge.exceeded() or self._of_the_step(steps)

    def _of_the_step(self, steps: int) -> Limit | None:
        if self._limits.step_share is None or not steps:
            return None
        used = self._gauge.processor_seconds()
        if steps != self._steps:
            self._steps, self._step_began, self._step_used = steps, self._looked, used
        share = self._limits.step_share
        if used - self._step_used > share * self._limits.seconds:
            return "processor"
        waited = self._looked - self._step_began
        return "clock" if waited > share * self._limits.wall_seconds else None
