"""The two options of every command that runs code from others, and what it ends with without them.

A command asks before any submission runs; each machine of a cluster is asked by itself.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from graders import isolation
from graders.cli.screen import fail


def runs_code_from_others(command: Callable[..., None]) -> Callable[..., None]:
    """Add --without-sandbox and --require-sandbox; `command` gets `layers`, those it demands."""

    @click.option(
        "--without-sandbox",
        is_flag=True,
        help="Grade even where files or the network cannot be shut off; the reports say so.",
    )
    @click.option(
        "--require-sandbox",
        "required",
        multiple=True,
        metavar="LAYER",
        type=click.Choice(isolation.LAYERS),
        help="Grade only where this layer too is on (may be repeated); `lrgrade doctor` lists all.",
    )
    @functools.wraps(command)
    def with_layers(*, without_sandbox: bool, required: tuple[str, ...], **options: Any) -> None:
        demanded = () if without_sandbox else isolation.DEMANDED
        command(layers=(*demanded, *required), **options)

    return with_layers


def demand(layers: Sequence[str]) -> None:
    """Refuse, before any submission runs, where one of these layers is missing.

    Where layers are missing that nothing demands, one line on standard error names them.
    """
    if layers:
        refuse_without({"this machine": isolation.lacking(layers)})
    shut_in = isolation.DEMANDED and set(isolation.DEMANDED) <= set(layers)
    if not shut_in and (sentence := isolation.warning()):
        click.echo(f"lrgrade: {sentence}", err=True)


def refuse_without(missing: Mapping[str, Sequence[str]]) -> None:
    """End the command where a machine, by its name, has sentences about missing layers."""
    for machine, sentences in missing.items():
        if sentences:
            reasons = "\n".join(f"- {sentence}" for sentence in sentences)
            raise fail(
                f"submissions are code from others, and {machine} cannot shut them in:\n{reasons}\n"
                "`lrgrade doctor` shows every layer; --without-sandbox grades anyway.",
                2,
            )
