"""Packages that are closed to children look as if they were not installed.

A library that uses one of them where it is there, as Keras does, then goes on without it; a refused
file would stop it.
"""

import importlib.abc
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

from graders.sandbox import interpreter


class Closed(importlib.abc.MetaPathFinder):
    """Refuses to find the packages in `interpreter.CLOSED`, before anybody else looks for them."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Raises ModuleNotFoundError for a closed package, and leaves all others to the rest."""
        if name.partition(".")[0] in interpreter.CLOSED:
            raise ModuleNotFoundError(f"No module named {name!r} where submissions run", name=name)
        return None


def close() -> None:
    """From now on this process and its children do not find them."""
    sys.meta_path.insert(0, Closed())
