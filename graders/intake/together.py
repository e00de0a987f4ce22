"""What the files of one student say together: two for one assignment cannot both be graded.

It sees results only, and opens no file.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from graders.intake import naming
from graders.intake.found import Found
from graders.intake.normal_form import MOST, listed
from graders.intake.owners import Owner, latest
from graders.intake.untouched import is_untouched
from graders.rubrics import Rubric
from graders.submission import Note, Refusal, Submission

_LONGEST_NAME = 100

EARLIER = "earlier_attempt"
"""The kind of the note that names the attempts that do not count."""


@dataclass(frozen=True)
class Read:
    """A file and what became of it; `owner` where its name said whose it is."""

    found: Found
    result: Submission | Refusal
    owner: Owner | None = None


def together(read: Iterable[Read], rubrics: Mapping[str, Rubric]) -> Iterator[Submission | Refusal]:
    """The results, with one Refusal for each group of files that compete with each other."""
    groups: dict[tuple[str | None, ...], list[Read]] = defaultdict(list)
    for item in read:
        groups[_key(item, rubrics)].append(item)
    for group in groups.values():
        yield from _one(group, rubrics)


def _key(item: Read, slugs: Collection[str]) -> tuple[str | None, ...]:
    """Files with the same key are meant as the same piece of work."""
    result, path = item.result, PurePosixPath(item.found.shown)
    if result.assignment is None or (item.found.named and result.student is None):
        return ("alone", result.path)
    if result.student is not None:
        return ("student", result.student, result.assignment)
    return ("folder", str(path.parent), result.assignment, _words(path.stem.lower(), slugs))


def _words(stem: str, slugs: Collection[str]) -> str:
    """What a file name says beside the assignment: `schedules_ana` and `schedules_ben` are two."""
    slug = naming.by_stem(f"{stem}.py", slugs)
    rest = stem.replace(slug, "", 1) if slug else stem
    return " ".join(re.findall(r"[^\W\d_]+", re.sub(r"copy of|copy", " ", rest)))


def _one(group: list[Read], rubrics: Mapping[str, Rubric]) -> Iterator[Submission | Refusal]:
    """The one file of a group that counts, or a Refusal for several.

    Files that only their folder ties to the assignment give way to one that is named after it, and
    stubs that nobody touched to one that somebody worked on.
    """
    named = [item for item in group if naming.by_stem(item.found.shown, rubrics)]
    counting = named or group
    last = _latest(counting)
    if last is not None:
        yield last
        return
    counting = _worked_on(counting, rubrics)
    if len(counting) > 1:
        yield _competing([item.result for item in counting])
        return
    result = counting[0].result
    others = [_name(item.result) for item in group if item is not counting[0]]
    if others and isinstance(result, Submission):
        text = f"Beside this file, {listed(others)} was not read: everything has to be in one."
        result = replace(result, notes=(*result.notes, Note("extra_file", text)))
    yield result


def _worked_on(group: list[Read], rubrics: Mapping[str, Rubric]) -> list[Read]:
    """Without the stubs that nobody touched, where something else is there."""
    if len(group) == 1:
        return group
    return [item for item in group if not _is_stub(item.result, rubrics)] or group


def _is_stub(result: Submission | Refusal, rubrics: Mapping[str, Rubric]) -> bool:
    if isinstance(result, Refusal):
        return False
    return is_untouched(result, rubrics[result.assignment].task_names)


def _latest(group: list[Read]) -> Submission | Refusal | None:
    """The last of several attempts of one person, with the others named; None where none is."""
    owners = [item.owner for item in group if item.owner is not None]
    place = latest(owners) if 1 < len(group) == len(owners) else None
    if place is None:
        return None
    result = group[place].result
    earlier = [_name(item.result) for n, item in enumerate(group) if n != place]
    were = "was" if len(earlier) == 1 else "were"
    text = f"Of {len(group)} attempts this is the latest; {listed(earlier)} {were} not graded."
    if isinstance(result, Refusal):
        return replace(result, reason=f"{result.reason} {text}")
    return replace(result, notes=(*result.notes, Note(EARLIER, text)))


def _competing(results: list[Submission | Refusal]) -> Refusal:
    first = results[0]
    names = [_name(result) for result in results]
    if len(set(names)) < len(names):
        names = [result.path for result in results]
    shown = f"{listed(names[:-1])} and {names[-1]}" if len(names) <= MOST else listed(names)
    reason = (
        f"There are {len(names)} files for {first.assignment}: {shown}; "
        "keep the one that counts and take the others away."
    )
    return Refusal(first.path, reason, first.assignment, first.student, first.sha256)


def _name(result: Submission | Refusal) -> str:
    return PurePosixPath(result.path).name[:_LONGEST_NAME]
