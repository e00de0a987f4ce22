"""An autograder for Gradescope: the zip that an instructor uploads for one assignment.

It holds the grader with its hidden checks and the quiz's key, for students never see what is in it;
no solution, no example, no other assignment's key.
"""

import shlex
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

SCRIPTS = Path(__file__).parents[1] / "integrations" / "gradescope"
LEFT_OUT = ("__pycache__", "examples", "sample_class", "scaffold")
"""Folders that grading does not need."""
TOP = ("pyproject.toml", "constraints.txt", "README.md", "LICENSE")
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file: the same course and settings give the same zip."""


def write(target: Path, root: Path, slug: str, hidden: str, options: Sequence[str]) -> None:
    """Write the zip for the assignment `slug` of the course in `root`; raises OSError.

    `hidden` is when Gradescope shows what is hidden, `options` are more words for `lrgrade grade`.
    """
    told = f"ASSIGNMENT={slug}\nHIDDEN={hidden}\nOPTIONS=({shlex.join(options)})\n"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("setup.sh", "run_autograder"):
            _add(archive, name, (SCRIPTS / name).read_bytes(), runs=True)
        _add(archive, "settings.sh", told.encode())
        for path in _files(root, slug):
            _add(archive, path.relative_to(root).as_posix(), path.read_bytes())


def _files(root: Path, slug: str) -> Iterator[Path]:
    yield from (root / name for name in TOP if (root / name).is_file())
    for path in sorted((root / "graders").rglob("*")):
        if path.is_file() and not any(part in LEFT_OUT for part in path.relative_to(root).parts):
            yield path
    for wanted in (root / "solutions" / slug / "quiz.toml", root / "course.toml"):
        if wanted.is_file():
            yield wanted
    yield from sorted((root / "assignments" / slug).glob(f"{slug}.*"))


def _add(archive: zipfile.ZipFile, name: str, content: bytes, runs: bool = False) -> None:
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.external_attr = (0o755 if runs else 0o644) << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
