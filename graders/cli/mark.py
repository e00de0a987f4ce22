"""`lrgrade mark`: a person decides on explanations, in a folder that `lrgrade grade --out` left."""

import getpass
from collections.abc import Iterator
from pathlib import Path

import click

from graders import rubrics
from graders.cli.conditions import hold
from graders.cli.finished import kept
from graders.cli.screen import fail
from graders.marks import waiting
from graders.render.visible import one_line, visible
from graders.report import ExplanationReport, Report
from graders.results import Results

Found = tuple[Report, ExplanationReport]


@click.command(
    epilog="""\b
Examples:
  lrgrade mark results                  decide what the marking was unsure of
  lrgrade mark results --list           only show what waits
  lrgrade mark results --student ada    mark all of ada's explanations again

\b
Answers: y the text says it, n it does not, s skip it, q end. Each is saved at
once; reports, gradebook and class page are written again.

\b
Exit codes: 0 done, 2 no such folder or student, or a file that cannot be used,
130 after Ctrl-C."""
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--list", "listing", is_flag=True, help="Show what waits for a person, and end.")
@click.option("--student", metavar="NAME", help="Mark this student again, decided or not.")
@click.option("--by", metavar="NAME", help="Who decides, as reports show it (your user name).")
def command(folder: Path, listing: bool, student: str | None, by: str | None) -> None:
    """Decide, idea by idea, what an explanation says; your marks outlive grading again."""
    results = Results(folder)
    if listing:
        _list(list(_found(results, student)))
        return
    _reports(results)  # refuse what is no folder of results before a lock is put into it
    with hold(results):
        if found := list(_found(results, student)):
            _ask_all(results, found, by or _user())
        else:
            click.echo("No explanation waits for a person.")


def _found(results: Results, student: str | None) -> Iterator[Found]:
    """What waits, or every explanation of `student` that was marked."""
    reports = _reports(results)
    if student is not None and student not in {report.student for report in reports}:
        raise fail(f"{results.folder} holds no report of a student {student!r}.", 2)
    for report in reports:
        for item in report.explanations:
            chosen = waiting(item) if student is None else report.student == student
            if chosen and item.marked_by is not None and item.text.strip():
                yield report, item


def _reports(results: Results) -> tuple[Report, ...]:
    return tuple(results.marks.on(report) for report in kept(results)[1])


def _list(found: list[Found]) -> None:
    for report, item in found:
        ideas = ", ".join(waiting(item)) or "nothing waits"
        click.echo(f"{_owner(report)}  {item.id}: {ideas}")
    click.echo(_counted(len(found), "explanation"))


def _ask_all(results: Results, found: list[Found], by: str) -> None:
    decided = 0
    try:
        for number, (report, item) in enumerate(found, start=1):
            click.echo(f"\n[{number}/{len(found)}] {_owner(report)}, {item.id}")
            for answer in _answers(report, item):
                results.marks.keep(report, item, answer, by)
                results.write(report)
                decided += 1
    except (KeyboardInterrupt, click.Abort):
        _finish(results, decided)
        raise click.exceptions.Exit(130) from None
    _finish(results, decided)


def _finish(results: Results, decided: int) -> None:
    run = results.kept_run()
    if decided and run is not None:
        results.finish(results.written(), run.seed)
    click.echo(f"\n{_counted(decided, 'idea')} decided.")


def _answers(report: Report, item: ExplanationReport) -> Iterator[dict[str, bool]]:
    """Ask idea by idea, and give each answer at once; what is skipped gives none."""
    prompts = {one.id: one.prompt for one in rubrics.load(report.assignment or "").explanations}
    click.echo(f"Prompt: {prompts.get(item.id, '')}\n\n{visible(item.text)}\n")
    asked = waiting(item)
    for concept in item.concepts:
        if asked and concept.id not in asked:
            continue
        if concept.evidence:
            click.echo(f"  closest to it: {visible(concept.evidence)}")
        now = {True: " (now: said)", False: " (now: not said)", None: ""}[concept.met]
        question = f"  {concept.id.replace('_', ' ')}{now}"
        key = click.prompt(question, type=click.Choice(["y", "n", "s", "q"]), default="s")
        if key == "q":
            raise click.Abort
        if key != "s":
            yield {concept.id: key == "y"}


def _owner(report: Report) -> str:
    return one_line(report.student or report.path)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _user() -> str:
    """The name of whoever sits here, which not every system can tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "a person"
