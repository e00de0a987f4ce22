"""What makes an input unusable: exceptions that carry the words for the student.

They stay inside intake: `read` and `collect` turn each into a Refusal or a note.
"""

from dataclasses import dataclass


class Unusable(ValueError):
    """The whole input cannot be used; the message is one sentence with the remedy in it."""


@dataclass
class NotPython(Exception):
    """Source that is not valid Python: the line (from 1), its text, and Python's own message."""

    line: int
    code: str
    message: str

    def __str__(self) -> str:
        shown = f" (`{self.code}`)" if self.code else ""
        return f"line {self.line}{shown}: {self.message}"
