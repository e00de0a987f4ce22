"""Where the course's folders are: `assignments/`, `solutions/` and `graders/`, side by side.

It looks at paths only. In a student's installation there are no `solutions/`, and `root` says so
by returning None.
"""

from pathlib import Path

GRADERS = Path(__file__).resolve().parent


def root() -> Path | None:
    """The course's folder, or None where the package is installed without a course around it."""
    folder = GRADERS.parent
    return folder if (folder / "solutions").is_dir() else None


def starter(slug: str) -> str:
    """The script that students of one assignment start from; empty where it is absent."""
    script = GRADERS.parent / "assignments" / slug / f"{slug}.py"
    return script.read_text(encoding="utf-8") if script.is_file() else ""


def solutions(slug: str) -> Path | None:
    """The folder of one assignment's solution, or None where it is absent."""
    folder = root()
    return folder / "solutions" / slug if folder else None
