"""What the course says of pull requests: the table `pull_requests` of `course.toml`.

Read from the course's own files, never from a pull request.
"""

import datetime
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

Shown = Literal["never", "count", "full"]
"""What a pull request shows of hidden checks: nothing, how many will count, or their outcomes."""


@dataclass(frozen=True)
class CourseSettings:
    """`folder` holds a folder for each student; `full_from` is the day from which all is shown."""

    folder: str = "submitted"
    hidden: Shown = "count"
    full_from: datetime.date | None = None

    def shown(self, today: datetime.date) -> Shown:
        """What a pull request shows of hidden checks on this day."""
        due = self.full_from is not None and today >= self.full_from
        return "full" if due else self.hidden


def read_settings(path: Path) -> CourseSettings:
    """The settings in the file at `path`, the defaults where there is none. Raises ValueError."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("pull_requests", {})
    except FileNotFoundError:
        return CourseSettings()
    except (OSError, ValueError) as error:
        raise ValueError(f"{path} cannot be used: {error}") from error
    unknown = set(table) - {"folder", "hidden", "full_from"}
    if unknown:
        raise ValueError(f"{path}: pull_requests has no setting {', '.join(sorted(unknown))}")
    settings = CourseSettings(**table)
    if settings.hidden not in get_args(Shown):
        raise ValueError(f"{path}: hidden is one of {', '.join(get_args(Shown))}")
    if not isinstance(settings.folder, str) or ".." in Path(settings.folder).parts:
        raise ValueError(f"{path}: folder is a path inside the repository")
    day = settings.full_from
    if day is not None and (type(day) is not datetime.date):
        raise ValueError(f"{path}: full_from is a date, as 2027-01-31")
    return settings
