"""Scaffolds a new assignment: a small one that already publishes and grades, to be rewritten.

It only writes new folders, and never into one that exists. What it writes stands in `scaffold/`,
in the layout of the course: `SLUG` stands for the name, and every file name ends in `.txt`.
"""

import keyword
import re
from pathlib import Path

SCAFFOLD = Path(__file__).with_name("scaffold")


class NewError(ValueError):
    """The assignment cannot be made under this name, or here."""


def new(slug: str, root: Path) -> list[Path]:
    """Write the source and the rubric of assignment `slug` in the course at `root`.

    Returns the paths of the new files. Raises NewError, before anything is written, for a name
    that cannot be used or is taken.
    """
    _refuse_bad_names(slug)
    _refuse_taken_names(slug, root)
    written = []
    for template in sorted(SCAFFOLD.rglob("*.txt")):
        path = root / _filled(template.relative_to(SCAFFOLD).with_suffix("").as_posix(), slug)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = _filled(template.read_text(encoding="utf-8"), slug)
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def _filled(text: str, slug: str) -> str:
    return text.replace("SLUG", slug)


def _refuse_bad_names(slug: str) -> None:
    # The name becomes a folder, a file and a Python package.
    if not re.fullmatch(r"[a-z][a-z0-9_]*", slug) or keyword.iskeyword(slug):
        raise NewError(
            f"{slug!r} cannot name an assignment.\n"
            "The name begins with a small letter, holds small letters, digits and _, and is no\n"
            "Python keyword. Choose another one, then run `lrgrade new NAME`."
        )


def _refuse_taken_names(slug: str, root: Path) -> None:
    places = ("solutions", "graders/rubrics", "assignments")
    taken = [f"{place}/{slug}" for place in places if (root / place / slug).exists()]
    if taken:
        raise NewError(
            f"{' and '.join(taken)} exist{'s' if len(taken) == 1 else ''} already.\n"
            "A new assignment never overwrites one.\n"
            "Choose another name, then run `lrgrade new NAME`."
        )
