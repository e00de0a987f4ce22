"""Which layers a child must have, to be given anything to run: those that a trial child had."""

from collections.abc import Iterable, Mapping


def in_force(states: Mapping[str, str]) -> frozenset[str]:
    """The layers that are on."""
    return frozenset(name for name, state in states.items() if state == "on")


def why_nothing_may_run(states: Mapping[str, str], required: Iterable[str]) -> str:
    """The layers among `required` that a child lacks, with its reasons; empty where it has all."""
    off = {name: states.get(name, "not told") for name in sorted(required)}
    return ", ".join(f"{name} ({state})" for name, state in off.items() if state != "on")
