r"""Takes out of a cell what only a notebook understands, keeping the number of lines.

`%matplotlib inline`, `!pip install`, `halving?`, `files = !ls` become comments; `%time f()` keeps
`f()`; the body of a `%%time` cell stays and that of a `%%bash` cell goes. It touches only cells
that are not valid Python without it.
"""

import re
from dataclasses import dataclass

from graders.intake.parsing import parse
from graders.intake.unusable import NotPython

_MAGIC = re.compile(r"[%!?]|.*\?\s*$|[\w., \t]+=\s*[%!]")
_TIMED = re.compile(r"%time\s+(?=\S)")
_MOST_PARSED = 1_000_000
_BODY_STAYS = ("time", "capture")


@dataclass(frozen=True)
class Cleaned:
    """A cell as Python. `removed` holds (line, text) of what was taken out.

    `language` is the name of the cell magic when the cell is in another language than Python,
    and then the text holds comments only.
    """

    text: str
    removed: tuple[tuple[int, str], ...] = ()
    language: str | None = None


def cleaned(source: str) -> Cleaned:
    """`source` as valid Python, with what had to be removed.

    Raises NotPython when it is not valid Python even so.
    """
    try:
        parse(source, interactive=True)
    except NotPython:
        return _without_magics(source)
    return Cleaned(source)


def _without_magics(source: str) -> Cleaned:
    lines = source.split("\n")
    removed: dict[int, str] = {}
    language = _take_cell_magics(lines, removed)
    if language:
        lines = [f"# {line}" for line in lines]
    else:
        _take_magics(lines, removed)
    parse("\n".join(lines), interactive=True)
    found = tuple((place + 1, text.strip()) for place, text in sorted(removed.items()))
    return Cleaned("\n".join(lines), found, language)


def _take_cell_magics(lines: list[str], removed: dict[int, str]) -> str | None:
    """Comment out the `%%` lines above the body; the magic's name if the body is not Python."""
    for place, line in enumerate(lines):
        if not line.startswith("%%"):
            if line.strip():
                return None
            continue
        removed[place] = line
        name = (line[2:].split() or [""])[0]
        if name not in _BODY_STAYS:
            return f"%%{name[:40]}"
        lines[place] = f"# {line}"
    return None


def _take_magics(lines: list[str], removed: dict[int, str]) -> None:
    # Python says where it stumbles, so that a line of text that begins with `%` stays.
    for _ in range(_tries(lines)):
        try:
            parse("\n".join(lines), interactive=True)
        except NotPython as error:
            if not _is_magic(lines[error.line - 1]):
                break
            _take_line(lines, error.line - 1, removed)
        else:
            return
    for place, line in enumerate(lines):
        if _is_magic(line) and not line.lstrip().startswith("#"):
            _take_line(lines, place, removed)


def _tries(lines: list[str]) -> int:
    """How often a cell is parsed at most: 50 times, a very long one fewer, for each takes time."""
    return min(50, max(2, _MOST_PARSED // (1 + sum(map(len, lines)))))


def _is_magic(line: str) -> bool:
    return _MAGIC.match(line.lstrip()) is not None


def _take_line(lines: list[str], place: int, removed: dict[int, str]) -> None:
    line = lines[place]
    indent, text = line[: len(line) - len(line.lstrip())], line.lstrip()
    removed.setdefault(place, line)
    if _TIMED.match(text):
        lines[place] = indent + _TIMED.sub("", text)
        return
    lines[place] = f"{indent}pass  # {text}" if indent else f"# {text}"
    while text.endswith("\\") and place + 1 < len(lines):
        place += 1
        text = lines[place]
        removed.setdefault(place, text)
        lines[place] = f"# {text}"
