"""One file's bytes to a Submission or a Refusal. It never raises, and never runs the file."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graders.intake import naming
from graders.intake.absent import absent, stands_in
from graders.intake.decode import decode
from graders.intake.exploration import defined_twice, not_run
from graders.intake.literals import answers
from graders.intake.naming import Stamp
from graders.intake.normal_form import NormalForm, of_notebook, of_script
from graders.intake.notebook import Notebook, is_notebook, read_notebook
from graders.intake.selection import select
from graders.intake.unusable import Unusable
from graders.rubrics import Rubric
from graders.submission import Note, Refusal, Submission

LARGEST_FILE = 20_000_000
"""Bytes of one submission; a notebook without its outputs has a hundredth of that."""


@dataclass(frozen=True)
class _File:
    """What the caller knows about a file."""

    name: str
    sha256: str
    student: str | None
    wanted: str | None


def read(
    name: str,
    data: bytes,
    rubrics: Mapping[str, Rubric],
    assignment: str | None = None,
    student: str | None = None,
) -> Submission | Refusal:
    """The submission in `data`, the content of the file shown as `name`.

    `assignment` is the one to grade it as; without it, the file tells. Whatever cannot be graded
    becomes a Refusal with one sentence.
    """
    file = _File(name, hashlib.sha256(data).hexdigest(), student, assignment)
    told = assignment or naming.by_stem(name, rubrics) or naming.by_folder(name, rubrics)
    told = told if told in rubrics else None
    try:
        if len(data) > LARGEST_FILE:
            raise Unusable(too_large(name, len(data)))
        text = decode(data)
        opened = _opened(name, text)
        told = naming.tell(name, opened.stamp, list(rubrics), assignment)
        return _submission(file, opened, rubrics[told])
    except Unusable as error:
        return Refusal(name, str(error), told, student, file.sha256)
    except (RecursionError, MemoryError):
        reason = "The code is nested too deeply to be read; split up its longest expression."
        return Refusal(name, reason, told, student, file.sha256)


def too_large(name: str, size: int) -> str:
    """The sentence for a file of `size` bytes that is not read."""
    remedy = "hand in the code only"
    if name.lower().endswith(".ipynb"):
        remedy = "clear the outputs of all cells, save it and hand it in again"
    most = LARGEST_FILE // 1_000_000
    return f"The file has {size / 1e6:.0f} MB, and at most {most} MB are read; {remedy}."


@dataclass(frozen=True)
class _Opened:
    """A file as script text or notebook, with the stamp it carries."""

    content: str | Notebook
    stamp: Stamp | None
    notes: tuple[Note, ...] = ()

    def normal_form(self) -> NormalForm:
        if isinstance(self.content, Notebook):
            return of_notebook(self.content)
        return of_script(self.content)


def _opened(name: str, text: str) -> _Opened:
    lower = name.lower()
    if lower.endswith(".ipynb"):
        return _opened_notebook(text, ())
    if is_notebook(text):
        note = Note("wrong_extension", "The file is a notebook; its name should end in .ipynb.")
        return _opened_notebook(text, (note,))
    if not lower.endswith(".py"):
        raise Unusable("The file is neither a script (.py) nor a notebook (.ipynb); hand in one.")
    return _Opened(text, naming.stamp_in(text))


def _opened_notebook(text: str, notes: tuple[Note, ...]) -> _Opened:
    notebook = read_notebook(text)
    beginning = "\n".join(cell.source for cell in notebook.cells[:3])
    stamp = naming.stamp_of(notebook.metadata) or naming.stamp_in(beginning)
    return _Opened(notebook, stamp, notes)


def _submission(file: _File, opened: _Opened, rubric: Rubric) -> Submission:
    form = opened.normal_form()
    selection = select(form, rubric.task_names)
    quiz = answers(selection.statements, "QUIZ", [item.id for item in rubric.quiz], form.place)
    prompts = [item.id for item in rubric.explanations]
    explanations = answers(selection.statements, "EXPLANATIONS", prompts, form.place)
    return Submission(
        assignment=rubric.slug,
        path=file.name,
        sha256=file.sha256,
        student=file.student,
        needed=selection.needed,
        whole=selection.whole,
        absent=absent(form, selection, rubric.task_names),
        places=form.places,
        quiz=quiz.texts,
        explanations=explanations.texts,
        notes=(
            *opened.notes,
            *_about_stamp(opened.stamp, rubric),
            *form.notes,
            *defined_twice(form, selection, rubric.task_names),
            *quiz.notes,
            *explanations.notes,
            *_unread_answers(form, selection.binding),
            *not_run(form, selection),
        ),
    )


def _about_stamp(stamp: Stamp | None, rubric: Rubric) -> Iterator[Note]:
    if stamp is None:
        return
    if stamp.assignment != rubric.slug:
        text = f"The file was given out as `{stamp.assignment}`, and is graded as `{rubric.slug}`."
        yield Note("other_assignment", text)
    elif stamp.version != rubric.version:
        text = (
            f"The file was begun from release {stamp.version} of `{rubric.slug}`, and is graded "
            f"by release {rubric.version}: compare the tasks with those of the present release."
        )
        yield Note("stale_release", text)


def _unread_answers(form: NormalForm, bound: Mapping[str, object]) -> Iterator[Note]:
    for name in ("QUIZ", "EXPLANATIONS"):
        part = None if bound.get(name) else stands_in(name, form.unread)
        if part:
            yield Note("unreadable_answer", f"`{name}` stands in {part.where}, which {part.why}.")
