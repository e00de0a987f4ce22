"""Bytes to text, as Python itself would decode them, with one kind of line ending.

It never guesses an encoding: what is neither UTF-8, UTF-16 with its mark, nor declared in the
file is refused with the line at which it went wrong.
"""

import codecs
import io
import re
import tokenize

from graders.intake.unusable import Unusable

_COOKIE = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+")
_NO_ENCODING_OF_FILES = ("punycode", "idna", "undefined")
"""What Python lists beside encodings of text; decoding from the first takes for ever."""

_REMEDY = "save the file as UTF-8 and hand it in again"


def decode(data: bytes) -> str:
    """`data` as text with `\\n` line endings, without a byte-order mark.

    Raises Unusable, with the line, for bytes that are no text.
    """
    encoding = _encoding(data)
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except (UnicodeError, LookupError) as error:
        place = _line(data, getattr(error, "start", 0))
        raise Unusable(f"Line {place} is not readable as {encoding}; {_REMEDY}.") from error
    if "\0" in text:
        place = text[: text.index("\0")].count("\n") + 1
        raise Unusable(f"Line {place} holds a NUL byte, which no text file does; {_REMEDY}.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_declaration(text: str) -> str:
    """`text` without its encoding declaration: what is written from here on is UTF-8."""
    lines = text.split("\n")
    for place, line in enumerate(lines[:2]):
        if _COOKIE.match(line):
            lines[place] = "#"
    return "\n".join(lines)


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        found = tokenize.detect_encoding(io.BytesIO(data.replace(b"\r", b"\n")).readline)[0]
        if codecs.lookup(found).name in _NO_ENCODING_OF_FILES:
            raise SyntaxError(f"unknown encoding: {found}")
        return found
    except SyntaxError as error:
        if "unknown encoding" in str(error) or "encoding problem" in str(error):
            raise Unusable(f"The file declares an {str(error)[:80]}; {_REMEDY}.") from error
        return "utf-8"  # the first lines are not UTF-8: decoding tells which one


def _line(data: bytes, start: int) -> int:
    before = data[:start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1
