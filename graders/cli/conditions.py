"""What has to hold before a command works on a class; where it does not, the command ends."""

from contextlib import AbstractContextManager
from pathlib import Path

from graders.cli.screen import fail
from graders.intake.owners import NOBODY, Owners, read_map
from graders.results import Busy, Results
from graders.roster import read_roster


def read_owners(roster: Path | None, names: Path | None, results: Results | None) -> Owners:
    """The class list and the map, as given or as `results` keep them; a bad one ends the run."""
    try:
        kept = results.owners if results else NOBODY
        return Owners(
            read_map(names) if names else kept.names, read_roster(roster) if roster else kept.roster
        )
    except OSError as error:
        raise fail(f"{error.filename} cannot be read: {error.strerror}.", 2) from error
    except ValueError as error:
        raise fail(f"{error}.", 2) from error


def hold(results: Results) -> AbstractContextManager[object]:
    """Keep other runs out of the folder, or end with one sentence where one is at work in it."""
    try:
        return results.hold()
    except Busy:
        other = "wait until it has ended, or name another folder"
        raise fail(f"another run is at work in {results.folder}: {other}.", 2) from None
    except OSError as error:
        raise fail(f"{results.folder} cannot be written: {error.strerror}.", 2) from error
