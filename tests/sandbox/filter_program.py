"""Reads a compiled seccomp filter as the kernel does: what it answers to a system call.

Nothing is called, so a rule that is missing does no harm. The instructions are those of classic BPF
that libseccomp writes; any other raises KeyError.

Source: the kernel's userspace-api/seccomp_filter documentation, include/uapi/linux/bpf_common.h.
"""

import platform
import struct
from collections.abc import Sequence

INSTRUCTION = struct.Struct("=HBBI")
CALL = struct.Struct("=iIQ6Q")
KINDS_OF_PROCESSOR = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
HERE = KINDS_OF_PROCESSOR.get(platform.machine())
MADE, ENDS_THE_PROCESS = "made", "ends the process"
ANSWERS = {0x7FFF: MADE, 0x8000: ENDS_THE_PROCESS, 0x0000: ENDS_THE_PROCESS}
ERROR = 0x0005

LOAD, JUMP, AND, RETURN = 0x20, 0x05, 0x54, 0x06
TRUTHS = {
    0x15: lambda loaded, constant: loaded == constant,
    0x25: lambda loaded, constant: loaded > constant,
    0x35: lambda loaded, constant: loaded >= constant,
    0x45: lambda loaded, constant: loaded & constant,
}
"""The conditional jumps."""


def answer(
    program: bytes, number: int, arguments: Sequence[int] = (), processor: int | None = HERE
) -> str | int:
    """What `program` answers to the call of this number: MADE, or the error that it gives."""
    padded = [*arguments, *[0] * 6][:6]
    call = CALL.pack(number, processor or 0, 0, *(each & (1 << 64) - 1 for each in padded))
    instructions = list(INSTRUCTION.iter_unpack(program))
    place, loaded = 0, 0
    while True:
        code, if_true, if_false, constant = instructions[place]
        place += 1
        if code == RETURN:
            action = constant >> 16
            return constant & 0xFFFF if action == ERROR else ANSWERS[action]
        if code == LOAD:
            (loaded,) = struct.unpack_from("=I", call, constant)
        elif code == AND:
            loaded &= constant
        elif code == JUMP:
            place += constant
        else:
            place += if_true if TRUTHS[code](loaded, constant) else if_false
