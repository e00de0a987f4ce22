import io
import struct

import pytest

from graders.sandbox.channel import ASK, HEADER, RESULT, Frames, Malformed, StreamChannel, message


def frame(kind, payload=b"", length=None):
    return HEADER.pack(kind, len(payload) if length is None else length) + payload


def test_a_frame_is_read_whatever_the_pieces_it_arrives_in():
    frames = Frames(limit=100)
    data = frame(RESULT, b"some bytes")
    found = [item for place in range(len(data)) for item in frames.feed(data[place : place + 1])]
    assert found == [(RESULT, b"some bytes")]
    assert not frames.pending


def test_several_frames_in_one_piece_are_cut_apart():
    assert Frames(100).feed(frame(ASK) + frame(RESULT, b"x")) == [(ASK, b""), (RESULT, b"x")]


def test_part_of_a_frame_is_pending():
    frames = Frames(100)
    assert frames.feed(frame(RESULT, b"whole")[:-1]) == []
    assert frames.pending


@pytest.mark.parametrize("data", [frame(b"z"), b"Hello, world", frame(RESULT, length=101)])
def test_an_unknown_or_oversized_frame_is_malformed(data):
    with pytest.raises(Malformed, match="a frame of kind"):
        Frames(limit=100).feed(data)


def test_an_oversized_frame_is_refused_before_its_bytes_arrive():
    with pytest.raises(Malformed):
        Frames(limit=100).feed(struct.pack(">cI", RESULT, 2**32 - 1))


def test_a_channel_asks_and_puts_the_pieces_of_a_message_together():
    arriving, written = io.BytesIO(message(b"hello")), []
    channel = StreamChannel(lambda length: arriving.read(min(length, 3)), written.append)
    assert channel.receive() == b"hello"
    assert written == [frame(ASK)]


def test_a_channel_says_so_when_nobody_answers():
    with pytest.raises(EOFError):
        StreamChannel(lambda length: b"", lambda data: None).receive()
