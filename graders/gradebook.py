"""The value of a whole class: one report for each submission, in a fixed order.

Plain data. It imports `report` and `roster` only, since a gradebook is made of those.
"""

from dataclasses import dataclass

from graders.report import Report
from graders.roster import Roster, missing


@dataclass(frozen=True)
class Alike:
    """Two people whose code for one assignment is near-identical, by `share` of it (0 to 1)."""

    assignment: str
    first: str
    second: str
    share: float


@dataclass(frozen=True)
class Gradebook:
    """All reports of one run, the seed that their inputs were drawn from, and who is in the class.

    `roster` is empty where nobody said, and `alike` where nothing was compared.
    """

    reports: tuple[Report, ...]
    seed: int
    roster: Roster = ()
    alike: tuple[Alike, ...] = ()

    @property
    def students(self) -> tuple[str, ...]:
        """Every student in the gradebook, once, in order of first appearance."""
        names = (report.student or report.path for report in self.reports)
        return tuple(dict.fromkeys(names))

    @property
    def missing(self) -> tuple[tuple[str, Roster], ...]:
        """For each assignment that somebody handed in, the students who did not."""
        slugs = dict.fromkeys(r.assignment for r in self.reports if r.assignment)
        found = ((slug, missing(self.roster, self.reports, slug)) for slug in slugs)
        return tuple((slug, students) for slug, students in found if students)

    @property
    def has_grader_error(self) -> bool:
        """True when a fault of ours left a submission without a score."""
        return any(report.status == "grader_error" for report in self.reports)
