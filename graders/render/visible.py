"""Makes text from strangers safe to look at: what would act on a screen is shown instead.

Every renderer for people sends foreign text through here first. It escapes for no format: that
is each renderer's own work.
"""

import re
import unicodedata

_SHOWN_AS_ESCAPE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories that steer rather than show: controls, bidi overrides, lone surrogates."""

_KEPT = {"\n", "\t", "\u200c", "\u200d"}
"""Layout, and the two joiners that names and emoji are spelled with."""

_IN_ASCII = {
    "✔": "ok",
    "✘": "X",
    "–": "-",
    "—": "-",
    "−": "-",
    "…": "...",
    "×": "x",
    "→": "->",
    "≤": "<=",
    "≥": ">=",
    "±": "+-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
}

_LONGEST_LINE = 1000

_SUSPECT = re.compile(r"[^\x20-\x7e\n\t]")


def visible(text: str) -> str:
    r"""`text` with every character that acts instead of showing written as its Python escape.

    >>> visible("red: \x1b[31m, reversed: \u202e")
    'red: \\x1b[31m, reversed: \\u202e'
    """
    return _SUSPECT.sub(_shown, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    r"""A name or a sentence as `visible` text that can begin no second line; a huge one is cut.

    >>> one_line("ana\nben: 16 of 16")
    'ana\\nben: 16 of 16'
    """
    shown = visible(text).replace("\n", "\\n").replace("\t", "\\t")
    return shown if len(shown) <= _LONGEST_LINE else f"{shown[:_LONGEST_LINE]}…"


def ascii_only(text: str) -> str:
    r"""`text` in pure ASCII: known symbols spelled out, the rest as Python escapes.

    >>> ascii_only("✔ 2 × Zoë")
    'ok 2 x Zo\\xeb'
    """
    spelled = "".join(_IN_ASCII.get(character, character) for character in text)
    return spelled.encode("ascii", "backslashreplace").decode("ascii")


def _shown(match: re.Match[str]) -> str:
    character = match.group()
    if character in _KEPT or unicodedata.category(character) not in _SHOWN_AS_ESCAPE:
        return character
    return character.encode("unicode_escape").decode("ascii")
