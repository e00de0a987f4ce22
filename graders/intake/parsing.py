"""Text to syntax tree, without a warning and without running anything.

A tree that comes out of here also compiles, so that the child meets no syntax error.
"""

import ast
import warnings

from graders.intake.unusable import NotPython

LONGEST_CODE = 300_000
"""Characters of source. A long submission has 30,000; a tree needs a hundred times its text."""


def parse(text: str, *, interactive: bool = False) -> ast.Module:
    """The syntax tree of `text`; `interactive` allows `await` at top level, as notebooks do.

    Raises NotPython for text that is not valid Python or cannot be parsed.
    """
    if len(text) > LONGEST_CODE:
        raise NotPython(1, "", f"more than {LONGEST_CODE:,} characters of code are not read")
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if interactive else 0
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
            compile(text, "<submission>", "exec", flags=flags, dont_inherit=True)
    except SyntaxError as error:
        raise _not_python(text, error) from None
    except (RecursionError, MemoryError, SystemError):
        raise NotPython(1, "", "the code is nested too deeply to be read") from None
    except ValueError as error:
        raise NotPython(1, "", str(error)) from None
    return tree


def _not_python(text: str, error: SyntaxError) -> NotPython:
    lines = text.split("\n")
    line = min(max(error.lineno or 1, 1), len(lines))
    return NotPython(line, lines[line - 1].strip()[:80], error.msg[:200])
