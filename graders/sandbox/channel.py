"""The child's side of the wire: ask for the next message, and send one result.

A frame is one byte of kind, four bytes of length (big endian), then the payload. Kinds: `n` asks
for the next message, `l` tells the layers in force, `p` the step that begins now, `r` is the
result. The other side reads frames with `Frames` and counts a second result, or anything
malformed, as tampering.
"""

import struct
from collections.abc import Callable
from typing import Protocol

HEADER = struct.Struct(">cI")
STEP = struct.Struct(">I")
ASK, LAYERS, PROGRESS, RESULT = b"n", b"l", b"p", b"r"


class Malformed(ValueError):
    """The child sent something that is not a frame of this protocol, or too much of it."""


class Channel(Protocol):
    """What the function in the child gets to talk with."""

    def receive(self) -> bytes:
        """The next message from the trusted side."""
        ...

    def begins(self, step: int) -> None:
        """Tell which step of the work begins now."""
        ...

    def send(self, payload: bytes) -> None:
        """Send the one result."""
        ...


class StreamChannel:
    """A channel over two functions: read exactly so many bytes, and write all of them."""

    def __init__(self, read: Callable[[int], bytes], write: Callable[[bytes], object]) -> None:
        self._read = read
        self._write = write

    def receive(self) -> bytes:
        """Ask for the next message and wait for it; raises EOFError when nobody answers."""
        self._write(HEADER.pack(ASK, 0))
        return self.wait()

    def wait(self) -> bytes:
        """The next message, without asking for it; raises EOFError when there will be none."""
        (length,) = struct.unpack(">I", self._exactly(4))
        return self._exactly(length)

    def begins(self, step: int) -> None:
        """Tell which step of the work begins now."""
        self._write(HEADER.pack(PROGRESS, STEP.size) + STEP.pack(step))

    def send(self, payload: bytes) -> None:
        """Send the one result."""
        self._write(HEADER.pack(RESULT, len(payload)) + payload)

    def tell_layers(self, payload: bytes) -> None:
        """Tell which layers are in force, before anything of the function runs."""
        self._write(HEADER.pack(LAYERS, len(payload)) + payload)

    def _exactly(self, length: int) -> bytes:
        parts = bytearray()
        while len(parts) < length:
            part = self._read(length - len(parts))
            if not part:
                raise EOFError("the other side has gone")
            parts += part
        return bytes(parts)


class Frames:
    """Collects bytes as they arrive and cuts them into (kind, payload) frames."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[tuple[bytes, bytes]]:
        """The frames that `data` completes; raises Malformed on an unknown or oversized one."""
        self._buffer += data
        frames = []
        while len(self._buffer) >= HEADER.size:
            kind, length = HEADER.unpack_from(self._buffer)
            if kind not in (ASK, LAYERS, PROGRESS, RESULT) or length > self._limit:
                raise Malformed(f"a frame of kind {kind!r} and {length} bytes")
            if len(self._buffer) < HEADER.size + length:
                break
            frames.append((kind, bytes(self._buffer[HEADER.size : HEADER.size + length])))
            del self._buffer[: HEADER.size + length]
        return frames

    @property
    def pending(self) -> bool:
        """True while part of a frame has arrived and the rest has not."""
        return bool(self._buffer)


def message(payload: bytes) -> bytes:
    """`payload` as the trusted side writes it in answer to an `n` frame."""
    return struct.pack(">I", len(payload)) + payload
