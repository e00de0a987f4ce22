"""The trusted side of the wire: answers a child's requests and takes its one result.

It keeps the state of one run and does no input or output of its own, so that the forking and
the spawning runner share it.
"""

import json
from collections.abc import Sequence

from graders.sandbox.channel import ASK, LAYERS, PROGRESS, RESULT, STEP, Frames, Malformed, message


class Conversation:
    """One run's talk with its child: hands out `messages` in turn, keeps the result.

    A child that `serves_on` asks once more after its result, for another run; it `is_idle` then.
    """

    def __init__(self, messages: Sequence[bytes], limit: int, serves_on: bool = False) -> None:
        self._messages = list(messages)
        self._serves_on = serves_on
        self.is_idle = False
        self._frames = Frames(limit)
        self.result: bytes | None = None
        self.layers: dict[str, str] = {}
        self.fault = ""
        self.asked = 0
        self.at: int | None = None
        self.steps = 0

    def feed(self, data: bytes) -> bytes:
        """Take what the child wrote; return what to write back."""
        answer = b""
        try:
            for kind, payload in self._frames.feed(data):
                answer += self._answer(kind, payload)
        except (Malformed, ValueError, RecursionError) as error:
            self.fault = f"the child sent a message that does not belong to this run ({error})"
        return answer

    def _answer(self, kind: bytes, payload: bytes) -> bytes:
        if kind == LAYERS and not self.layers and self.result is None:
            layers = json.loads(payload)
            if not isinstance(layers, dict):
                raise Malformed("layers that are no mapping")
            self.layers = {str(name): str(state) for name, state in layers.items()}
        elif kind == PROGRESS and len(payload) == STEP.size and self._all_is_asked:
            (self.at,) = STEP.unpack(payload)
            self.steps += 1
        elif kind == RESULT and self._all_is_asked:
            self.result = payload
        elif kind == ASK and self._messages and self.result is None:
            self.asked += 1
            return message(self._messages.pop(0))
        elif kind == ASK and self.result is not None and self._serves_on and not self.is_idle:
            self.is_idle = True
        else:
            raise Malformed(f"an unexpected {kind!r} frame")
        return b""

    @property
    def _all_is_asked(self) -> bool:
        return not self._messages and self.result is None

    def end(self) -> None:
        """The child has closed its side; a frame that never ended is a fault."""
        if self._frames.pending and not self.fault:
            self.fault = "the child's message was cut off"
