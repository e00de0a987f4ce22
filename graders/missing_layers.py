"""Which layers of the sandbox a run did without, told by the states that they were in.

It asks no machine and decides nothing: who may grade without a layer is decided elsewhere.
"""

from collections.abc import Mapping

SPARE = ("namespaces", "user")
"""Layers whose absence opens nothing: files and the network are shut off without them."""


def missing(states: Mapping[str, str]) -> tuple[str, ...]:
    """The layers that were off, in order of their names, but for those that can be spared.

    >>> missing({"network": "off: not on this system", "process": "on", "user": "off: only root"})
    ('network',)
    """
    return tuple(sorted(name for name, state in states.items() if not _is_fine(name, state)))


def _is_fine(name: str, state: str) -> bool:
    return state == "on" or name in SPARE
