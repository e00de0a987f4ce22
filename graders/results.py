"""The folder that a run leaves: class page, gradebook, one report each, recordings, run.json.

It decides where files go and writes them; what stands in them is rendered elsewhere. Reports are
written as they are finished, so that a run which ends early leaves all it did.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path, PurePath

from filelock import FileLock, Timeout

from graders.gradebook import Alike, Gradebook
from graders.intake.owners import Owners, map_csv, read_map
from graders.marks import Marks
from graders.render.csv_gradebook import gradebook_csv
from graders.render.html import class_html, report_html
from graders.render.json_report import report_json
from graders.report import Report, from_dict
from graders.roster import Roster, read_roster, roster_csv
from graders.store import BEGUN, write_whole
from graders.submission import Refusal, Submission

UNSAFE = re.compile(r"[^\w@+-]|^-", re.ASCII)
DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)\d", re.IGNORECASE | re.ASCII)
"""Names that Windows keeps for devices, in any folder."""

LARGEST_SEED = 2**32


class Busy(Exception):
    """Another run is at work in the same folder."""


@dataclass(frozen=True)
class Run:
    """What a run was asked to do: its seed, the paths as given in a working folder, and the
    assignment where it was named.
    """

    seed: int
    paths: tuple[str, ...] = ()
    folder: str = ""
    assignment: str | None = None


class Results:
    """One run's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._taken: dict[str, tuple[str | None, str]] = {}

    def hold(self) -> AbstractContextManager[object]:
        """Keep every other run out of this folder until the result is left as a context.

        The system gives the lock back when the process that holds it ends, however it ends. Raises
        Busy where a run is at work here, and OSError where the folder cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            held = FileLock(self.folder / ".lock").acquire(timeout=0)
        except Timeout as error:
            raise Busy from error
        self._clear()
        return held

    def _clear(self) -> None:
        """Take away what runs that were killed had only begun to write."""
        for folder in ("", "recordings/", "reports/*/"):
            for path in self.folder.glob(f"{folder}{BEGUN}*"):
                with suppress(OSError):
                    path.unlink()

    def reserve(self, items: Iterable[Submission | Refusal]) -> None:
        """Give each item its files, in this order, whichever report is finished first."""
        for item in items:
            self.place(item)

    @cached_property
    def marks(self) -> Marks:
        """The marks that people gave; raises ValueError where their file is damaged."""
        return Marks(self.folder / "marks.json")

    @property
    def recordings(self) -> Path:
        """Where recordings are kept."""
        return self.folder / "recordings"

    @property
    def class_page(self) -> Path:
        """The page to open first."""
        return self.folder / "index.html"

    def kept_run(self) -> Run | None:
        """The run that this folder holds, or None where it holds none."""
        try:
            data = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))
            paths = tuple(map(str, data["paths"]))
            run = Run(data["seed"], paths, str(data["folder"]), data["assignment"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return run if type(run.seed) is int and 0 <= run.seed < LARGEST_SEED else None

    def begin(self, run: Run) -> None:
        """Write run.json; raises OSError where the folder cannot be written.

        Raises ValueError where marks or a roster are kept here that cannot be read.
        """
        _ = self.marks, self.roster
        write_whole(self.folder / "run.json", json.dumps(asdict(run), indent=2) + "\n")

    def write(self, report: Report) -> Report:
        """Write one report as JSON and as a page, with the marks of people; returns it so."""
        marked = self.marks.on(report)
        place = self.place(marked)
        write_whole(self.folder / f"{place}.json", report_json(marked))
        write_whole(self.folder / f"{place}.html", report_html(marked))
        return marked

    def written(self) -> tuple[Report, ...]:
        """Every report that this folder holds, in the order of their files.

        Raises ValueError where a file is no report, and OSError where it cannot be read.
        """
        reports = []
        for path in sorted(self.folder.glob("reports/*/*.json")):
            try:
                report = from_dict(json.loads(path.read_text(encoding="utf-8")))
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f"{path} is no report") from error
            place = path.relative_to(self.folder).with_suffix("").as_posix()
            self._taken[place.lower()] = (report.student, report.path)
            reports.append(report)
        return tuple(reports)

    def keep_owners(self, owners: Owners) -> None:
        """Remember who is in the class and whose files are, for this run and those to come."""
        if owners.roster:
            write_whole(self.folder / "roster.csv", roster_csv(owners.roster))
        if owners.names:
            write_whole(self.folder / "map.csv", map_csv(owners.names))

    @property
    def owners(self) -> Owners:
        """What was last said on that; raises ValueError where a file is damaged."""
        path = self.folder / "map.csv"
        return Owners(read_map(path) if path.is_file() else {}, self.roster)

    @property
    def roster(self) -> Roster:
        """Who is in the class, as it was last said; raises ValueError where the file is damaged."""
        path = self.folder / "roster.csv"
        return read_roster(path) if path.is_file() else ()

    def keep_alike(self, pairs: Sequence[Alike]) -> None:
        """Remember which submissions are near-identical."""
        write_whole(
            self.folder / "alike.json", json.dumps(list(map(asdict, pairs)), indent=2) + "\n"
        )

    @property
    def alike(self) -> tuple[Alike, ...]:
        """Which submissions are near-identical; nothing where that is not known."""
        try:
            pairs = json.loads((self.folder / "alike.json").read_text(encoding="utf-8"))
            return tuple(Alike(**pair) for pair in pairs)
        except (OSError, ValueError, TypeError):
            return ()

    def finish(self, reports: Sequence[Report], seed: int) -> None:
        """Write the class page and the gradebook of everything graded so far."""
        gradebook = Gradebook(tuple(reports), seed, self.roster, self.alike)
        page = class_html(gradebook, lambda report: f"{self.place(report)}.html")
        write_whole(self.class_page, page)
        write_whole(self.folder / "gradebook.csv", gradebook_csv(gradebook))

    def place(self, report: Report | Submission | Refusal) -> str:
        """reports/<student>/<assignment>, without an ending; no two inputs share one.

        Neither do two that differ in case only, for some file systems take them for one.
        """
        path = PurePath(report.path)
        owner = report.student or str(path.parent / path.stem)
        wanted = f"reports/{_safe(owner)}/{_safe(report.assignment or path.stem)}"
        mine = (report.student, report.path)
        place, number = wanted, 1
        while self._taken.setdefault(place.lower(), mine) != mine:
            number += 1
            place = f"{wanted}-{number}"
        return place


def _safe(name: str) -> str:
    """`name` as one folder or file name; a changed one gets a mark, so that it stays unique."""
    plain = UNSAFE.sub("_", name)[:80]
    if plain == name and not DEVICES.fullmatch(name):
        return plain
    return f"{plain}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:6]}"
