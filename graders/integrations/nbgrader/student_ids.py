"""Which student ids nbgrader can carry through all its commands.

The others are refused by name: nbgrader would skip them without a word, or stop the class at them.
"""

import unicodedata

LONGEST = 128
"""Characters that nbgrader's gradebook has room for."""

_PATTERNS = frozenset("*?[]")


def fault_of(student: str) -> str | None:
    """Why a folder of this name cannot be a student's, with the remedy, or None if it can.

    Spaces within, quotes, letters of any script and a leading `=` are all right.
    """
    if student in ("", ".", ".."):
        return _refused("is none")
    if any(0xD800 <= ord(character) < 0xE000 for character in student):
        return _refused("holds bytes that are no text")
    if any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in student):
        return _refused("holds a line break or a control character")
    if _PATTERNS.intersection(student):
        return _refused("holds one of * ? [ ], which nbgrader takes for a pattern")
    if "+" in student:
        return _refused("holds a +, which nbgrader's exchange keeps for itself")
    if student != student.strip():
        return _refused("begins or ends with a space")
    if len(student) > LONGEST:
        return _refused(f"has more than {LONGEST} characters")
    return None


def _refused(why: str) -> str:
    return f"the folder's name {why}; rename the folder"
