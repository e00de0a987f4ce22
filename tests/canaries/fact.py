"""How a fact about Keras is written down, and the process that tries all of them.

`python -m canaries.fact`, in the folder of the tests, prints one JSON object: the versions, and for each fact what went
wrong, or null. TensorFlow is imported once, in that process and not in the one that runs the tests.
"""

import importlib
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass

MODULES = ("batch_norm", "freezing", "training", "meter", "optimizers", "schedules", "autograph")


@dataclass(frozen=True)
class Fact:
    """`number` is the fact's in the curriculum; `course` says what breaks when it changes."""

    number: int
    course: str
    holds: Callable[[], None]

    @property
    def name(self) -> str:
        return f"{self.number}_{self.holds.__name__}"


FACTS: list[Fact] = []


def fact(number: int, *, course: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Note a function that raises AssertionError where the fact no longer holds."""

    def noted(holds: Callable[[], None]) -> Callable[[], None]:
        FACTS.append(Fact(number, course, holds))
        return holds

    return noted


def collect() -> list[Fact]:
    """Every fact, without importing TensorFlow."""
    for name in MODULES:
        importlib.import_module(f".{name}", __package__)
    return FACTS


def tried(one: Fact) -> str | None:
    """What went wrong, or None."""
    import keras

    keras.utils.set_random_seed(0)
    try:
        one.holds()
    except AssertionError as error:
        return str(error) or "the assertion failed"
    except Exception as error:
        return f"{type(error).__name__}: {str(error).strip().splitlines()[-1]}"
    return None


def main() -> None:
    from . import fact as imported  # the module whose list the others fill

    facts = imported.collect()
    import keras
    import tensorflow

    found = {one.name: imported.tried(one) for one in facts}
    versions = {"Keras": keras.__version__, "TensorFlow": tensorflow.__version__}
    versions["Python"] = sys.version.split()[0]
    print(json.dumps({"versions": versions, "found": found}))


if __name__ == "__main__":
    main()
