"""The value that leaves intake: one submission in normal form, or a refusal that says why.

Plain data. It imports nothing of ours and never runs a line of the student's code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Note:
    """Something a reader of the report should know that is not a verdict.

    `kind` is one word for programs (`not_run`, `defined_twice`, `stale_release`, `magic`, ...);
    `text` is one sentence for the student.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class Submission:
    """One submission in normal form.

    `needed` is the Python source of what the tasks need, and `whole` that of everything; both
    keep the student's line numbers, so that a traceback points at the student's own line.
    `absent` maps a task that the file does not define to a sentence that says so. `places` maps
    a line number of the normal form to its place in a notebook ("cell 3, line 2"); it is empty
    for a script. `sha256` is that of the bytes handed in.
    """

    assignment: str
    path: str
    sha256: str
    student: str | None
    needed: str
    whole: str
    absent: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[int, str] = field(default_factory=dict)
    quiz: Mapping[str, str] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """An input that cannot be graded; `reason` is one sentence with the remedy in it.

    `assignment` and `student` are known or not; `sha256` is None where nothing could be read.
    """

    path: str
    reason: str
    assignment: str | None = None
    student: str | None = None
    sha256: str | None = None
