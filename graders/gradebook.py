"""The value of a whole class: one report for each submission, in a fixed order.

Plain data. It imports `report` only, since a gradebook is made of reports.
"""

from dataclasses import dataclass

from graders.report import Report


@dataclass(frozen=True)
class Gradebook:
    """All reports of one run, and the seed that their inputs were drawn from."""

    reports: tuple[Report, ...]
    seed: int

    @property
    def students(self) -> tuple[str, ...]:
        """Every student in the gradebook, once, in order of first appearance."""
        names = (report.student or report.path for report in self.reports)
        return tuple(dict.fromkeys(names))

    @property
    def has_grader_error(self) -> bool:
        """True when a fault of ours left a submission without a score."""
        return any(report.status == "grader_error" for report in self.reports)
