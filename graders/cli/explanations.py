"""`lrgrade explanations`: how well explanations are marked, and fitting what marks them."""

from typing import TextIO

import click

from graders.authoring.explanation_files import Prompt, prompts
from graders.authoring.marker_figures import Count, Figures, cross_validated, measure
from graders.cli.screen import fail


@click.command(
    epilog="""\b
Examples:
  lrgrade explanations                  figures on answers that nobody tuned to
  lrgrade explanations --cross-validate figures on the fitting answers, voice by voice
  lrgrade explanations --fit            fit the markers again and write them
  lrgrade explanations --mark FILE      mark one text and show why

\b
Exit codes: 0 done, 1 something is missing."""
)
@click.option("--fit", "to_fit", is_flag=True, help="Fit the markers and write them.")
@click.option("--cross-validate", "crossed", is_flag=True, help="Leave voices out of the fitting.")
@click.option("--prompt", "name", metavar="NAME", help="Only this prompt.")
@click.option("--mark", "text", type=click.File(encoding="utf-8"), help="Mark the text in a file.")
def command(to_fit: bool, crossed: bool, name: str | None, text: TextIO | None) -> None:
    """Measure how explanations are marked: on held-back answers, in voices never fitted on.

    `refused` counts concepts that an honest answer earns and does not get, `accepted` those that an
    adversarial answer gets without earning them. What is handed to a person is shown beside them
    and counted in both: as refused for the honest, as accepted for the adversarial ("at worst").
    """
    chosen = [prompt for prompt in prompts() if name in (None, prompt.explanation.id)]
    if not chosen:
        known = ", ".join(prompt.explanation.id for prompt in prompts()) or "none here"
        raise fail(f"no marking data for {name or 'any prompt'}; there is: {known}.", 1)
    for prompt in chosen:
        try:
            _one(prompt, to_fit, crossed, text.read() if text else None)
        except OSError as error:
            raise fail(str(error), 1) from error


def _one(prompt: Prompt, to_fit: bool, crossed: bool, text: str | None) -> None:
    if to_fit:
        prompt.marker_file.write_text(prompt.fitted_text(), encoding="utf-8", newline="\n")
        click.echo(f"Fitted {prompt.marker_file.name}.")
    elif text is not None:
        _show(prompt, text)
    elif crossed:
        answers = prompt.answers("fitting")
        found = cross_validated(answers, lambda some: prompt.fitted(tuple(some)))
        _table(f"{prompt.explanation.id}, fitting answers, each voice left out", found)
    elif not prompt.has_held_back:
        click.echo(f"{prompt.explanation.id}: no answers are held back; see {prompt.folder}.\n")
    else:
        answers = prompt.answers("held_back")
        voices = len({answer.voice for answer in answers})
        title = f"{prompt.explanation.id}, {len(answers)} held-back answers in {voices} voices"
        _table(title, measure(prompt.marker, answers))


def _show(prompt: Prompt, text: str) -> None:
    marking = prompt.marker.mark(text)
    words = {True: "said", False: "not said", None: "for a person"}
    for marked in marking.concepts:
        evidence = f": {marked.evidence}" if marked.evidence else ""
        click.echo(f"{marked.concept}: {words[marked.met]} (sure {marked.sure:.2f}){evidence}")
    if marking.veto:
        click.echo(f"rule: {marking.veto}")


def _table(title: str, figures: dict[str, Figures]) -> None:
    click.echo(f"{title}\n")
    click.echo(
        f"{'':22}{'earned':>8}{'refused':>9}{'person':>8}{'at worst':>10}"
        f"{'tempting':>11}{'accepted':>10}{'person':>8}{'at worst':>10}"
        f"{'unsaid':>9}{'accepted':>10}"
    )
    for name, one in {**figures, "all": sum(figures.values(), Figures())}.items():
        click.echo(f"{name:22}{_row(one)}")
    click.echo()


def _row(one: Figures) -> str:
    earned, tempting, unsaid = one.earned, one.tempting, one.unsaid
    return (
        f"{earned.all:8}{_percent(earned, earned.refused):>9}"
        f"{_percent(earned, earned.to_a_person):>8}"
        f"{_percent(earned, earned.refused + earned.to_a_person):>10}"
        f"{tempting.all:11}{_percent(tempting, tempting.accepted):>10}"
        f"{_percent(tempting, tempting.to_a_person):>8}"
        f"{_percent(tempting, tempting.accepted + tempting.to_a_person):>10}"
        f"{unsaid.all:9}{_percent(unsaid, unsaid.accepted):>10}"
    )


def _percent(count: Count, number: int) -> str:
    return f"{100 * count.share(number):.1f}%"
