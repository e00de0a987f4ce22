"""What a CI system says of the run: GitHub's event file, or nothing.

It reads who asks and which commits; it believes no path, title or text of the pull request.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Event:
    """The commits to compare and who hands in; empty where the system did not say."""

    base: str = ""
    head: str = ""
    student: str = ""


def event_of(environment: Mapping[str, str]) -> Event:
    """What GitHub's event file says; an empty Event outside GitHub. Raises ValueError."""
    path = environment.get("GITHUB_EVENT_PATH")
    if not path:
        return Event()
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8"))
        return _of_pull_request(told["pull_request"]) if "pull_request" in told else _of_push(told)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the event file {path} cannot be used: {error}") from error


def _of_pull_request(told: Mapping[str, Any]) -> Event:
    student = str(told["user"]["login"])
    return Event(str(told["base"]["sha"]), str(told["head"]["sha"]), student)


def _of_push(told: Mapping[str, Any]) -> Event:
    before = str(told.get("before") or "")
    # A new branch has no commit before it.
    return Event("" if set(before) <= {"0"} else before, str(told.get("after") or ""))
