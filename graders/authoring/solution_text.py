"""Turns the text of `solutions/<slug>/<slug>.py` into the text a student gets.

It works line by line, as nbgrader does with the same markers, and knows no rubric and no files.
"""

import re

BEGIN = "BEGIN SOLUTION"
END = "END SOLUTION"
STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")
FIRST_CELL = "# %% [markdown]"

_ANSWERS = re.compile(r"(QUIZ|EXPLANATIONS)\s*=")


def marker_faults(text: str) -> list[str]:
    """What is wrong with the solution markers, one sentence a fault; empty if they are balanced."""
    found: list[str] = []
    opened = None
    for number, line in enumerate(text.splitlines(), start=1):
        if BEGIN in line:
            if opened:
                found.append(f"line {number} begins a solution inside that of line {opened}.")
            opened = number
        elif END in line:
            if not opened:
                found.append(f"line {number} ends a solution that never began.")
            opened = None
    if opened:
        found.append(f"the solution that begins in line {opened} never ends.")
    return found


def released(text: str) -> str:
    """`text` with each solution replaced by a stub; the markers must be balanced.

    A solution that answers the quiz or an explanation is taken out without a stub: the lines
    before it hold the unanswered form.
    """
    kept: list[str] = []
    block: list[str] = []
    indent = None
    for line in text.splitlines():
        if BEGIN in line:
            indent, block = line[: len(line) - len(line.lstrip())], []
        elif END in line:
            kept += _replacement(block, indent or "")
            indent = None
        else:
            (kept if indent is None else block).append(line)
    return "\n".join(kept) + "\n"


def _replacement(block: list[str], indent: str) -> list[str]:
    if any(_ANSWERS.match(line) for line in block):
        return []
    return [indent + line for line in STUB]


def stamped(text: str, slug: str, version: str) -> str:
    """`text` with the release stamp and its origin below the title in the first cell.

    The stamp is text in both forms of the file, so that it survives a change from one to the other.
    """
    marker, title, rest = text.split("\n", maxsplit=2)
    origin = f"Made by `lrgrade publish` from `solutions/{slug}/{slug}.py`."
    stamp = ["#", f"# lrgrade: {slug} {version}", "#", f"# {origin}"]
    return "\n".join([marker, title, *stamp, rest])
