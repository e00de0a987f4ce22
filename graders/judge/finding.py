"""What one run of one check found, before anybody puts it into words."""

from dataclasses import dataclass

from graders.judge.expectations import Mismatch
from graders.recording import Record


@dataclass(frozen=True)
class Finding:
    """One run of one check on one case; all None means that it passed.

    `read` names the results of the case that the check looked at.
    """

    record: Record | None
    mismatch: Mismatch | None = None
    text: str = ""
    fault: str = ""
    passed: bool = False
    judged: bool = True
    read: frozenset[str] = frozenset()
