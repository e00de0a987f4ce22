"""The paths that were handed in to submissions, in a fixed order; nothing is lost on the way.

Files, folders, zips, and trees `<student>/<assignment>/<file>`. It never follows a link inside a
folder, reads each file once, and turns whatever it cannot use into a Refusal.
"""

import os
import stat
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from graders.intake import naming
from graders.intake.archive import members
from graders.intake.found import ARCHIVE, Found, below_submitted, is_candidate, is_left_behind
from graders.intake.owners import NOBODY, Owners
from graders.intake.reading import LARGEST_FILE, read, too_large
from graders.intake.together import Read, together
from graders.intake.unusable import Unusable
from graders.rubrics import Rubric
from graders.submission import Refusal, Submission

Content = bytes | str
"""What a file holds, or a sentence that says why it was not read."""


def collect(
    paths: Sequence[Path],
    rubrics: Mapping[str, Rubric],
    assignment: str | None = None,
    owners: Owners = NOBODY,
) -> list[Submission | Refusal]:
    """Every submission under `paths`, sorted by path, and a Refusal for all that is none.

    `assignment` is the one to grade as; in a folder, a file that is named after another
    assignment stays with its own. A path given twice counts once.
    """
    read = {
        item.found.shown: item
        for path in sorted(set(paths))
        for item in (_read(*pair, rubrics, assignment, owners) for pair in _found(path, rubrics))
    }
    return sorted(together(read.values(), rubrics), key=lambda result: result.path)


def _read(
    found: Found,
    content: Content,
    rubrics: Mapping[str, Rubric],
    assignment: str | None,
    owners: Owners,
) -> Read:
    folder = found.student(rubrics)
    owner = owners.of(PurePosixPath(found.shown).name, folder)
    student = owner.student if owner else folder
    content = owner.fault if owner and owner.fault else content
    own = naming.by_stem(found.shown, rubrics)
    if isinstance(content, str):
        told = own or naming.by_folder("/".join((*found.folders, "file")), rubrics) or assignment
        told = told if told in rubrics else None
        return Read(found, Refusal(found.shown, content, told, student), owner)
    wanted = assignment if found.named or assignment not in rubrics else own or assignment
    return Read(found, read(found.shown, content, rubrics, wanted, student), owner)


def _found(path: Path, slugs: Collection[str]) -> Iterator[tuple[Found, Content]]:
    """The candidates at `path` with their contents; a sentence where there is nothing to use."""
    shown = Path(_printable(path))
    found = Found(str(shown), below_submitted(shown.parts[:-1]), named=True)
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        yield found, "There is no such file or folder; check the path."
    except (OSError, ValueError) as error:
        yield found, _not_readable(error)
    else:
        if stat.S_ISDIR(mode):
            yield from _in_folder(path, slugs)
        else:
            yield from _in_file(path, found, slugs)


def _in_file(path: Path, found: Found, slugs: Collection[str]) -> Iterator[tuple[Found, Content]]:
    is_file = os.path.isfile(path)  # noqa: PTH113 - False also for a path that is too long
    if not (path.name.lower().endswith(ARCHIVE) and is_file):
        yield found, _content(path)
        return
    empty = True
    try:
        for pair in members(path, found, slugs):
            empty = False
            yield pair
    except Unusable as error:
        yield found, str(error)
    else:
        if empty:
            yield found, "The zip holds no script (.py) and no notebook (.ipynb); add your work."


def _content(path: Path) -> Content:
    """The bytes of a file; only so many that a huge one is never read whole."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return "This is no file that can be read; hand in a script or a notebook."
        if status.st_size > LARGEST_FILE:
            return too_large(path.name, status.st_size)
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        return _not_readable(error)


def _not_readable(error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"It cannot be read ({reason}); check the path and its permissions."


def _in_folder(folder: Path, slugs: Collection[str]) -> Iterator[tuple[Found, Content]]:
    # A course folder of nbgrader holds solutions and feedback beside what was submitted.
    root = folder / "submitted" if (folder / "submitted").is_dir() else folder
    above = below_submitted(Path(_printable(root)).parts)
    with_work: set[str] = set()
    for path in _candidates(root):
        inside = path.relative_to(root).parts[:-1]
        with_work.add(inside[0] if inside else "")
        found = Found(_printable(path), (*above, *map(_printable, inside)))
        if os.path.islink(path):  # noqa: PTH114 - a path too long for the system is no link here
            yield found, "This is a link and is not followed; put the file itself there."
        elif os.path.isdir(path):  # noqa: PTH112 - nor a folder
            yield found, "This folder cannot be opened; check its permissions."
        else:
            yield from _in_file(path, found, slugs)
    if not with_work:
        nothing = "There is nothing to grade in it: no .py, no .ipynb, no .zip; add your work."
        yield Found(_printable(folder), above), nothing
    elif "" not in with_work and not above and with_work - set(slugs):
        yield from _without_work(root, with_work)


def _candidates(root: Path) -> Iterator[Path]:
    """Every file that may be graded, and every folder that cannot be opened, in a fixed order."""
    waiting = [os.fspath(root)]
    # A stack and not os.walk, which fails where folders lie in each other a thousand deep.
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:
            yield Path(folder)
            continue
        for entry in entries:
            if is_left_behind(entry.name):
                continue
            if not _is_folder(entry):
                if is_candidate(entry.name):
                    yield Path(entry.path)
            elif not entry.is_symlink():
                waiting.append(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _without_work(root: Path, with_work: set[str]) -> Iterator[tuple[Found, Content]]:
    """A student whose folder holds nothing to grade must not disappear from the class."""
    for path in sorted(root.iterdir()):
        if path.is_dir() and path.name not in with_work and not is_left_behind(path.name):
            why = "is a link and is not followed" if path.is_symlink() else "holds no .py or .ipynb"
            found = Found(_printable(path), (_printable(path.name),))
            yield found, f"The folder {why}; put the work into it."


def _printable(name: str | Path) -> str:
    """A path or name as text that can be printed and written, whatever bytes are in it."""
    return os.fsencode(name).decode("utf-8", "replace")
