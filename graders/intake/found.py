"""Where a file lies below a path that was handed in, whose it therefore is, and which files count.

It knows names only and opens nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

SUFFIXES = (".py", ".ipynb")
ARCHIVE = ".zip"

_LEFT_BEHIND = frozenset(["__pycache__", "__MACOSX", "venv", "node_modules", "site-packages"])


@dataclass(frozen=True)
class Found:
    """One candidate: its path as shown, and the folders it lies in below what was handed in.

    `named` is True for a file that was handed in by its own path.
    """

    shown: str
    folders: tuple[str, ...]
    named: bool = False

    def student(self, slugs: Collection[str]) -> str | None:
        """The student whose folder this lies in, or None.

        The folder above an assignment's folder is the student's; without one, the first folder.
        """
        for depth in reversed(range(len(self.folders))):
            if self.folders[depth].lower() in slugs:
                return self.folders[depth - 1] if depth else None
        return self.folders[0] if self.folders else None


def is_left_behind(name: str) -> bool:
    """True for files and folders that editors and systems leave behind."""
    hidden = name.startswith((".", "~$")) and name != ".."
    return hidden or name in _LEFT_BEHIND


def is_candidate(name: str) -> bool:
    """True for a file name that can be a submission or hold some."""
    return name.lower().endswith((*SUFFIXES, ARCHIVE))


def below_submitted(folders: Sequence[str]) -> tuple[str, ...]:
    """What follows nbgrader's folder `submitted` in a path; nothing where there is none."""
    if "submitted" not in folders:
        return ()
    return tuple(folders[len(folders) - list(folders)[::-1].index("submitted") :])
