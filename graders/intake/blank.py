"""Blanks out statements of a source text; every line and column of the rest stays where it was.

Pure text work on positions from `ast`, whose columns count UTF-8 bytes.
"""

import ast
from collections.abc import Collection, Sequence


def blanked(text: str, statements: Sequence[ast.stmt], kept: Collection[int]) -> str:
    """`text` with only those top-level `statements` whose index is in `kept`.

    A statement that goes but shares a line with one that stays becomes `0` and spaces. Lines
    without anything that stays become empty, comments included.
    """
    if len(kept) == len(statements):
        return text
    lines = [bytearray(line.encode()) for line in text.split("\n")]
    occupied = {
        line
        for index in kept
        for line in range(_first_line(statements[index]), _last_line(statements[index]) + 1)
    }
    result = [
        line if number in occupied else bytearray() for number, line in enumerate(lines, start=1)
    ]
    for index, statement in enumerate(statements):
        if index not in kept:
            _blank(result, statement, occupied)
    return b"\n".join(result).decode()


def _blank(lines: list[bytearray], statement: ast.stmt, occupied: set[int]) -> None:
    first, last = _first_line(statement), _last_line(statement)
    for number in {first, last} & occupied:
        line = lines[number - 1]
        start = statement.col_offset if number == statement.lineno else 0
        end = statement.end_col_offset if number == last else len(line)
        end = len(line) if end is None else end
        line[start:end] = b"0".ljust(end - start)


def _first_line(statement: ast.stmt) -> int:
    decorators = getattr(statement, "decorator_list", [])
    lines: list[int] = [decorator.lineno for decorator in decorators]
    return min([statement.lineno, *lines])


def _last_line(statement: ast.stmt) -> int:
    return statement.end_lineno or statement.lineno
