"""`lrgrade cards`: turns the course's flash cards over, and remembers when each comes back."""

import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import click

from graders.cards import Card, deck
from graders.cards.progress import RATINGS, Progress, load, put_aside, save
from graders.cli.screen import Screen, fail, screen

ASK = "How well did you know it?  " + "  ".join(f"{n} {word}" for n, word in RATINGS.items())


@click.command(
    epilog="""\b
Examples:
  lrgrade cards
  lrgrade cards setting_the_rate
  lrgrade cards --all
  lrgrade cards --list

\b
Keys: any key turns the card, 1 to 4 rate it, q ends. Each rating is saved
at once. Where no key can be pressed (a notebook, a pipe), cards are printed.

\b
Exit codes: 0 done, 2 no such card or a file that cannot be used,
130 after Ctrl-C."""
)
@click.argument("names", nargs=-1, metavar="[CARD]...")
@click.option("--all", "everything", is_flag=True, help="Also the cards that are not due yet.")
@click.option("--list", "listing", is_flag=True, help="Show the cards, and when each comes back.")
@click.option("--reset", is_flag=True, help="Start over; the old progress is put aside.")
@click.option(
    "--progress",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to remember (default: a file in your user data folder).",
)
def command(
    names: tuple[str, ...], everything: bool, listing: bool, reset: bool, file: Path | None
) -> None:
    """Turn over the flash cards of the course that are due today, or the ones you name.

    Read the question, answer it for yourself, press a key, compare, and say how well you knew it:
    what you knew well comes back later.
    """
    unknown = [name for name in names if name not in deck()]
    if unknown:
        raise fail(f"no card is called {unknown[0]!r}; there are: {', '.join(deck())}.", 2)
    path = file or _default_file()
    if reset:
        _put_aside(path, "before-reset", "The progress so far")
    chosen = [deck()[name] for name in names] or list(deck().values())
    if listing:
        _list(chosen, _loaded(path))
    elif not (sys.stdin.isatty() and sys.stdout.isatty()):
        _print(chosen, screen())
    else:
        _learn(chosen, path, bool(names) or everything)


def _default_file() -> Path:
    from platformdirs import user_data_path

    return user_data_path("lrgrade", appauthor=False) / "cards.json"


def _loaded(path: Path) -> Progress:
    """The progress in the file; one that cannot be understood is put aside, and said so."""
    try:
        return load(path)
    except ValueError:
        _put_aside(path, "damaged", "Your progress is unreadable, so the cards start over; it")
        return Progress()
    except OSError as error:
        raise fail(f"{path} cannot be read: {error.strerror}.", 2) from error


def _put_aside(path: Path, word: str, what: str) -> None:
    try:
        aside = put_aside(path, word)
    except FileNotFoundError:
        return
    except OSError as error:
        raise fail(f"{path} cannot be renamed: {error.strerror}.", 2) from error
    click.echo(f"{what} is kept as {aside}.", err=True)


def _list(cards: list[Card], progress: Progress) -> None:
    shown, now = screen(), datetime.now(UTC)
    for card in cards:
        when = _when(progress, card.id, now)
        click.echo(f"{card.id:<24} {card.level:<13} {when}")
        click.echo(_wrapped(card.question, shown, "  "))


def _print(cards: list[Card], shown: Screen) -> None:
    """The cards as text, each answer below its question."""
    for number, card in enumerate(cards):
        click.echo(("\n" if number else "") + _front(card, shown) + "\n")
        click.echo(_back(card, shown))


def _learn(cards: list[Card], path: Path, everything: bool) -> None:
    progress = _loaded(path)
    now = datetime.now(UTC)
    waiting = [card for card in cards if everything or progress.is_due(card.id, now)]
    if not waiting:
        due = min(progress.cards[card.id].due for card in cards)
        click.echo(f"No card is due; the next comes back {_days(due, now)}. --all turns all over.")
        return
    try:
        rated = _turn_all(waiting, progress, path)
    except EOFError:
        click.echo("\nEnough for now. What you rated is saved.")
        return
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nInterrupted. What you rated is saved.")
        raise click.exceptions.Exit(130) from None
    click.echo(f"{rated} rated; kept in {path}.")


def _turn_all(waiting: list[Card], progress: Progress, path: Path) -> int:
    """Turn the cards over, one rated `again` once more at the end; return how many were rated."""
    shown, rated = screen(), 0
    while waiting:
        card = waiting.pop(0)
        click.echo(_front(card, shown) + "\n")
        rating = _turn(card, shown)
        if rating is None:
            return rated
        now = datetime.now(UTC)
        progress = progress.rated(card.id, rating, now)
        _save(path, progress)
        rated += 1
        if rating == 1:
            waiting.append(card)
        later = "once more in a moment" if rating == 1 else _when(progress, card.id, now)
        click.echo(f"{rating} {RATINGS[rating]}: {later}.\n")
    return rated


def _turn(card: Card, shown: Screen) -> int | None:
    """Show the back after a key, and return the rating; None when the learner wants to end."""
    click.echo("(any key turns the card, q ends)")
    if _key() == "q":
        return None
    click.echo("\n" + _back(card, shown) + "\n\n" + ASK)
    while (key := _key()) != "q":
        if key in map(str, RATINGS):
            return int(key)
        click.echo("Press 1, 2, 3 or 4, or q to end.")
    return None


def _key() -> str:
    """The next key; raises EOFError for Ctrl-D, on every system, and KeyboardInterrupt."""
    key = click.getchar()
    if key in ("", "\x04", "\x1a"):
        raise EOFError
    return key


def _save(path: Path, progress: Progress) -> None:
    try:
        save(path, progress)
    except OSError as error:
        raise fail(f"{path} cannot be written: {error.strerror}.", 2) from error


def _front(card: Card, shown: Screen) -> str:
    question = _wrapped(card.question, shown)
    return f"[{card.id}, {card.level}]\n" + (
        click.style(question, bold=True) if shown.color else question
    )


def _back(card: Card, shown: Screen) -> str:
    practice = _wrapped(f"Practise it: {card.practice}.", shown, "  ")
    return f"{_wrapped(card.answer, shown, '  ')}\n{practice}"


def _wrapped(text: str, shown: Screen, indent: str = "") -> str:
    lines = textwrap.wrap(
        text,
        max(20, min(shown.width, 80)),
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


def _when(progress: Progress, name: str, now: datetime) -> str:
    due = progress.due(name)
    if due is None:
        return "new"
    return "due" if progress.is_due(name, now) else _days(due, now)


def _days(due: datetime, now: datetime) -> str:
    days = (due.astimezone().date() - now.astimezone().date()).days
    return "tomorrow" if days == 1 else f"in {days} days"
