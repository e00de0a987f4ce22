"""The run in a folder of results, for commands that work on what `lrgrade grade --out` left."""

from graders.cli.screen import fail
from graders.report import Report
from graders.results import Results, Run


def kept(results: Results) -> tuple[Run, tuple[Report, ...]]:
    """The run and its reports; says what cannot be used and raises the command's exit (2)."""
    run = results.kept_run()
    if run is None:
        raise fail(f"{results.folder} holds no run of `lrgrade grade --out`.", 2)
    try:
        _ = results.marks  # Damaged marks are told before anything is done.
        return run, results.written()
    except ValueError as error:
        raise fail(f"{error}.", 2) from error
