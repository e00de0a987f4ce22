"""nbgrader's `autograde`, with our grader in place of a kernel.

The whole class is graded side by side in sandboxed processes; each report is recorded through
nbgrader, in this process, as soon as it is there. A student who fails stops nobody else, and ends
in an exit code that is not 0.
"""

import json
import secrets
import shutil
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from nbgrader import converters
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import parse_utc
from sqlalchemy.exc import SAWarning
from traitlets import Bool, Enum, Integer, List, Unicode

from graders import isolation, rubrics, workers
from graders.grade import Settings, prune
from graders.intake.owners import Owners, read_map
from graders.integrations.nbgrader.cell_marks import cell_marks
from graders.integrations.nbgrader.exchange_names import SECRET, TIMESTAMP
from graders.integrations.nbgrader.handed_in import HandedIn
from graders.integrations.nbgrader.one_engine import one_engine
from graders.integrations.nbgrader.safe_log import escape_names
from graders.integrations.nbgrader.save_marks import GRADED, RESOURCE
from graders.integrations.nbgrader.shown_notebook import shown
from graders.integrations.nbgrader.who import Asked, Found, there_is
from graders.render.visible import one_line
from graders.report import Report
from graders.results import LARGEST_SEED, Busy, Results, Run
from graders.roster import read_roster
from graders.store import write_whole
from graders.submission import Submission

SECONDS_A_DAY = 86_400
SHOWN = "build/submitted"
"""Where what was handed in is laid out as the source notebook; made anew from `submitted/`."""

Finished = Iterator[tuple[int, Report]]
Progress = Callable[[Finished, int], Finished]


class NothingToGrade(NbGraderException):  # type: ignore[misc]  # nbgrader has no types
    """Nothing was graded, and nothing was begun."""


class Autograde(converters.Autograde):  # type: ignore[misc]  # nbgrader has no types
    """Grades what is in `submitted/`, and records it in nbgrader's gradebook."""

    workers = Integer(0, help="Submissions at a time; 0 for one a core.").tag(config=True)
    without_sandbox = Bool(
        False, help="Grade even where files or the network cannot be shut off."
    ).tag(config=True)
    require_sandbox = List(
        Enum(isolation.LAYERS), help="Layers without which nothing is graded, beside these two."
    ).tag(config=True)
    roster = Unicode("", help="CSV of who is in the class (id, name, email).").tag(config=True)
    map = Unicode("", help="CSV of whose a downloaded file is (file, id).").tag(config=True)
    progress: Progress = staticmethod(lambda finished, total: finished)
    student: str | None = None
    """The one student to grade, by exact id; nbgrader's own setting serves where this is None."""
    keep: int | None = None
    """Days after which a recording that nobody's submission uses any more is removed."""

    def init_notebooks(self) -> None:
        """Nothing is looked for by pattern here: `convert_notebooks` lists the students."""

    def convert_notebooks(self) -> None:
        """Grade and record everyone who is not; raises NbGraderException for each who is left."""
        escape_names(self.log)
        with one_engine():
            self._convert()

    def _convert(self) -> None:
        slug = self.coursedir.assignment_id
        if slug not in rubrics.slugs():
            known = ", ".join(rubrics.slugs())
            raise self._nothing(f"no assignment is called {slug!r}; there are: {known}")
        results = Results(Path("grading") / slug)
        self._owners = self._said(results)
        found = self._handed_in(slug)
        self._faults = dict(found.faults)
        work = [one for one in found.work if self.force or not self._is_graded(one, results)]
        self.log.info("%d to grade", len(work))
        if work:
            self._demand_a_sandbox(work)
        try:
            if work:
                with results.hold():
                    self._grade(work, results)
            self._forget(found.work, results)
        except Busy:
            raise self._nothing(f"another run grades {slug} just now; wait for it") from None
        if self._faults:
            lines = [f"{student!r}: {one_line(fault)}" for student, fault in self._faults.items()]
            message = "not graded:\n" + "\n".join(lines)
            self.log.error(message)
            raise NbGraderException(message)

    def _nothing(self, message: str) -> NothingToGrade:
        self.log.error(message)
        return NothingToGrade(message)

    def _said(self, results: Results) -> Owners:
        """The class list and the map, as given or as they were last time."""
        try:
            kept = results.owners
            return Owners(
                read_map(Path(self.map)) if self.map else kept.names,
                read_roster(Path(self.roster)) if self.roster else kept.roster,
            )
        except OSError as error:
            raise self._nothing(f"{error.filename} cannot be read: {error.strerror}") from None
        except ValueError as error:
            raise self._nothing(str(error)) from None

    def _handed_in(self, slug: str) -> Found:
        """What is to be graded, and who cannot be; raises NothingToGrade where that is nobody."""
        submitted = Path(self.coursedir.submitted_directory)
        left_out = frozenset(self.coursedir.student_id_exclude.split(","))
        asked = Asked(self.student or self.coursedir.student_id, left_out)
        found = there_is(submitted, slug, asked, self._owners)
        if not found.work and not found.faults:
            whose = "anybody" if asked.everybody else repr(asked.student)
            raise self._nothing(f"{submitted}/ holds nothing from {whose} for {slug}")
        for remark in found.remarks:
            self.log.warning("%s", one_line(remark))
        return found

    def _fingerprint(self, one: HandedIn, results: Results) -> str:
        marks = results.folder / "marks.json"
        version = rubrics.load(self.coursedir.assignment_id).version
        return one.fingerprint(version, marks.read_bytes() if marks.is_file() else b"")

    def _is_graded(self, one: HandedIn, results: Results) -> bool:
        """True where the last step of recording this very file was done: a folder is no proof."""
        slug = self.coursedir.assignment_id
        path = Path(self._format_graded(one.student)) / f"{slug}.ipynb"
        try:
            metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
            if metadata["lrgrade"][GRADED] != self._fingerprint(one, results):
                return False
        except (OSError, ValueError, KeyError, TypeError):
            return False
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                kept = gradebook.find_submission_notebook(slug, slug, one.student)
            except MissingEntry:
                return False
            # What a late submission loses depends on its score, its extension and the settings.
            late = kept.late_submission_penalty or kept.assignment.total_seconds_late > 0
            return not late and any(grade.auto_score is not None for grade in kept.grades)

    def _format_graded(self, student: str) -> str:
        folder = self.coursedir.autograded_directory
        path: str = self.coursedir.format_path(folder, student, self.coursedir.assignment_id)
        return path

    def _demand_a_sandbox(self, work: list[HandedIn]) -> None:
        code = any(isinstance(one.item, Submission) for one in work)
        demanded = () if self.without_sandbox else isolation.DEMANDED
        layers = (*demanded, *self.require_sandbox)
        missing = isolation.lacking(layers) if code and layers else []
        if missing:
            raise self._nothing(
                "submissions are code from others, and this machine cannot shut them in:\n"
                + "\n".join(missing)
                + "\n`lrgrade doctor` shows every layer; --Autograde.without_sandbox=True grades "
                "anyway"
            )
        if code and (self.without_sandbox or not isolation.DEMANDED):
            self._warn_of_the_sandbox()

    def _warn_of_the_sandbox(self) -> None:
        if sentence := isolation.warning():
            self.log.warning("%s", sentence)

    def _grade(self, work: list[HandedIn], results: Results) -> None:
        kept = results.kept_run()
        seed = kept.seed if kept else secrets.randbelow(LARGEST_SEED)
        results.keep_owners(self._owners)
        results.begin(Run(seed, assignment=self.coursedir.assignment_id))
        results.reserve([one.item for one in work])
        settings = Settings(seed, True, results.recordings, reuse=True)
        items = [one.item for one in work]
        try:
            finished = workers.grade_class(items, settings, self._pool(len(work)))
            left = {one.student for one in work}
            for place, report in self.progress(finished, len(work)):
                left.discard(work[place].student)
                self._record(work[place], results.write(report), results)
        except (KeyboardInterrupt, OSError):
            workers.end_workers()
            raise
        self._faults |= dict.fromkeys(sorted(left), "no report of it came")
        results.finish(results.written(), seed)

    def _forget(self, everybody: list[HandedIn], results: Results) -> None:
        """Remove old recordings that the class does not use, whoever was graded just now."""
        run = results.kept_run()
        if self.keep is None or run is None:
            return
        settings = Settings(run.seed, True, results.recordings)
        before = time.time() - self.keep * SECONDS_A_DAY
        items = [one.item for one in everybody]
        with results.hold():
            number = prune(items, rubrics.load_all(), settings, before)
        self.log.warning("old recordings removed: %d", number)

    def _pool(self, submissions: int) -> Any:
        count = self.workers or workers.default_workers(submissions)
        pool: partial[Executor] = partial(workers.local_pool, count)
        return pool

    def _record(self, one: HandedIn, report: Report, results: Results) -> None:
        """Record one student through nbgrader; a fault is kept, and the next student follows."""
        try:
            self._resources = {
                RESOURCE: cell_marks(report),
                GRADED: self._fingerprint(one, results),
            }
            with self._reading(SHOWN), warnings.catch_warnings():
                warnings.simplefilter("ignore", SAWarning)  # nbgrader's own, on a newer SQLAlchemy
                self.assignments = self._lay_out(one)
                super().convert_notebooks()
        except OSError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are graded
            self._faults[one.student] = str(error) or type(error).__name__
            self.log.error("%r is not graded: %s", one.student, one_line(str(error)))

    @contextmanager
    def _reading(self, folder: str) -> Iterator[None]:
        """nbgrader looks for submissions in `folder` meanwhile."""
        before = self.coursedir.submitted_directory
        self.coursedir.submitted_directory = folder
        try:
            yield
        finally:
            self.coursedir.submitted_directory = before

    def _lay_out(self, one: HandedIn) -> dict[str, list[str]]:
        """Write the notebook that nbgrader is to keep; returns it as nbgrader lists assignments."""
        slug = self.coursedir.assignment_id
        source = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", slug))
        made = shown(json.loads((source / f"{slug}.ipynb").read_text("utf-8")), one.cells())
        # Of a file that was refused, the reason is what there is to say.
        for repair in made.repairs if isinstance(one.item, Submission) else ():
            self.log.warning("%s: %s", one_line(one.student), one_line(repair))
        folder = self.coursedir.format_path(SHOWN, one.student, slug)
        _clear(folder)
        notebook = Path(folder) / f"{slug}.ipynb"
        write_whole(notebook, json.dumps(made.notebook, indent=1))
        if self._is_time(one):
            write_whole(Path(folder) / TIMESTAMP, one.timestamp + "\n")
        if one.secret:
            write_whole(Path(folder) / SECRET, one.secret)
        return {folder: [str(notebook)]}

    def _is_time(self, one: HandedIn) -> bool:
        try:
            return bool(one.timestamp and parse_utc(one.timestamp))
        except (ValueError, OverflowError):
            self.log.warning("%r: %s holds no time, so it is not late", one.student, TIMESTAMP)
            return False

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Whoever comes here is to be recorded; what a killed run left is taken away."""
        _clear(self._format_dest(assignment_id, student_id))
        return True

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """As nbgrader does; a file without a time is not as late as the one before it."""
        super().init_assignment(assignment_id, student_id)
        if not (Path(self._format_source(assignment_id, student_id)) / TIMESTAMP).is_file():
            with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
                gradebook.find_submission(assignment_id, student_id).timestamp = None
                gradebook.db.commit()

    def init_single_notebook_resources(self, notebook_filename: str) -> dict[str, Any]:
        """nbgrader's resources, and the marks to save."""
        resources: dict[str, Any] = super().init_single_notebook_resources(notebook_filename)
        resources["nbgrader"].update(self._resources)
        return resources


def _clear(folder: str) -> None:
    if Path(folder).exists():
        shutil.rmtree(folder)
