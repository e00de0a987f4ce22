"""How a rubric declares its checks and its known mistakes.

Decorators that put a small record on the function, and readers that list a module's records in
the order of its file. Nothing here runs a check.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from inspect import Parameter, Signature, signature
from types import ModuleType
from typing import Any

from graders.cards import find
from graders.rubrics import worth

CheckFunction = Callable[..., None]


@dataclass(frozen=True)
class Declared:
    """What a check declares beside its body: points, why it matters, what to try.

    `needs` names checks without which it cannot be evaluated; `where` keeps only the cases whose
    inputs have these values.
    """

    points: float
    why: str
    try_: str
    needs: tuple[str, ...] = ()
    where: Mapping[str, Any] = field(default_factory=dict)
    title: str = ""


@dataclass(frozen=True)
class Known:
    """A known misconception: its id, what it is in one sentence, what to try, its card's id."""

    id: str
    says: str
    try_: str
    probes: tuple[str, ...]
    card: str = ""


def points(
    number: float,
    *,
    why: str,
    try_: str,
    needs: tuple[str, ...] = (),
    where: Mapping[str, Any] | None = None,
) -> Callable[[CheckFunction], CheckFunction]:
    """Declare a check worth `number` points; its docstring is the title the student reads."""

    def decorate(check: CheckFunction) -> CheckFunction:
        title = (check.__doc__ or "").strip().splitlines()[0]
        declared = Declared(worth(number), why, try_, needs, where or {}, title)
        check.declared = declared  # type: ignore[attr-defined]
        return check

    return decorate


def hidden(check: CheckFunction, number: float, title: str, probe: str = "") -> CheckFunction:
    """The same requirement on the hidden cases, worth `number` points.

    `probe` names the one that records those cases, where it is not the visible check's own.
    """
    record = replace(declared(check), points=worth(number), title=title)
    return _repeated(check, record, probe or probe_of(check))


def again(
    check: CheckFunction, title: str, *, where: Mapping[str, Any], needs: tuple[str, ...] = ()
) -> CheckFunction:
    """The same requirement on other cases of its probe, for as many points again."""
    record = replace(declared(check), title=title, where=where, needs=needs)
    return _repeated(check, record, probe_of(check))


def _repeated(check: CheckFunction, record: Declared, probe: str) -> CheckFunction:
    """A check that does what `check` does, with a record and a probe of its own."""

    name = probe_of(check)

    def repeated(**case: Any) -> None:
        check(**{name: case[probe]})

    repeated.__signature__ = Signature([Parameter(probe, Parameter.KEYWORD_ONLY)])  # type: ignore[attr-defined]
    repeated.declared = record  # type: ignore[attr-defined]
    return repeated


def probe_of(check: CheckFunction) -> str:
    """The probe whose recording the check judges: the name of its only argument."""
    (name,) = signature(check).parameters
    return name


def declared(check: CheckFunction) -> Declared:
    """What `check` declares; raises AttributeError when it lacks `@points`."""
    record: Declared = check.declared  # type: ignore[attr-defined]
    return record


def misconception(
    id: str, *, probes: tuple[str, ...], says: str, try_: str, card: str = ""
) -> Callable[[Callable[[Any], bool]], Callable[[Any], bool]]:
    """Declare a known mistake; the function says whether a seen case shows it.

    `card` is a flash card's id, or its name or question; raises ValueError for any other text.
    """
    card_id = find(card).id if card else ""

    def decorate(recognises: Callable[[Any], bool]) -> Callable[[Any], bool]:
        recognises.known = Known(id, says, try_, probes, card_id)  # type: ignore[attr-defined]
        return recognises

    return decorate


def checks_of(module: ModuleType) -> dict[str, CheckFunction]:
    """The checks of a module by id, in the order of its file."""
    return {name: check for name, check in vars(module).items() if name.startswith("check_")}


def known_of(module: ModuleType) -> list[tuple[Known, Callable[[Any], bool]]]:
    """The known mistakes of a module, in the order of its file; of a package, of its `PARTS`."""
    parts: tuple[ModuleType, ...] = getattr(module, "PARTS", (module,))
    items = (item for part in parts for item in vars(part).values())
    return [(item.known, item) for item in items if hasattr(item, "known")]
