"""A pytest plugin: `pytest --pyargs graders.rubrics.SLUG --submission FILE`.

It records the submission once and runs the same checks as our own judge, with pytest's own
output. Without `--submission` it does nothing at all.
"""

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --submission and --lrgrade-seed."""
    group = parser.getgroup("lrgrade", "checks of a submission")
    group.addoption("--submission", type=Path, help="run an assignment's checks on this file")
    group.addoption("--submission-seed", type=int, default=0, help="draws the hidden inputs (0)")


def pytest_configure(config: pytest.Config) -> None:
    """Record the submission and register the plugin that judges it."""
    path = config.getoption("--submission")
    if path is None or config.getoption("--help"):
        return
    from graders import rubrics
    from graders.intake import collect
    from graders.judge.plugin import Judging
    from graders.record import CHILD, PRELOAD, Inputs, readable, record
    from graders.sandbox import start
    from graders.submission import Refusal

    slug = _slug(config.args)
    known = {slug: rubrics.load(slug)} if slug else rubrics.load_all()
    items = collect([path], known, slug)
    if len(items) != 1:
        raise pytest.UsageError(f"{path} holds {len(items)} submissions; name one file.")
    item = items[0]
    if isinstance(item, Refusal):
        raise pytest.UsageError(item.reason)
    rubric = rubrics.load(item.assignment)
    runner = start(CHILD, PRELOAD, readable())
    try:
        inputs = Inputs(config.getoption("--submission-seed"), hidden=True)
        recording = record(item, rubric, inputs, runner)
    finally:
        runner.close()
    config.pluginmanager.register(Judging(recording), "lrgrade-judging")


def _slug(arguments: list[str]) -> str | None:
    """The assignment that the command line names as a package or a folder, if any."""
    from graders import rubrics

    names = [Path(argument.partition("::")[0].replace(".", "/")).name for argument in arguments]
    return next((name for name in names if name in rubrics.slugs()), None)
