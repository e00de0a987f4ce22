"""The figures of a calibration as tables for the terminal."""

from collections.abc import Iterator
from typing import Any

from rich.table import Table

SERIES = {"orders": "shipped base", "bases": "other bases"}
PLACES = {"shipped_base": "shipped base", "own_bases": "other bases"}


def tables(numbers: dict[str, Any]) -> Iterator[Table]:
    """Distributions by rate, error rates by criterion, margins, and the other thresholds."""
    for optimizer, by_series in numbers["distributions"].items():
        for series, rates in by_series.items():
            yield _distributions(f"{optimizer}, {SERIES[series]}", rates)
    for place, name in PLACES.items():
        for optimizer, criteria in numbers[place]["errors"].items():
            yield _errors(f"{optimizer}, {name}: counts and 95 % intervals", criteria)
        yield _margins(f"margins, {name}", numbers[place]["margins"])
    drawn = {"healthy (all three)": numbers["drawn_rates"]}
    yield _errors("verdict at drawn rates, shipped bases, all optimizers", drawn)
    yield _others(numbers["other_thresholds"])


def _distributions(title: str, rates: dict[str, Any]) -> Table:
    columns = ("rate", "zone", "drop", "target", "loss ratio", "spike", "healthy")
    table = _table(title + " (least / median / largest)", *columns)
    for rate, seen in rates.items():
        spreads = (_spread(seen[name]) for name in ("drop", "target", "loss_ratio", "spike"))
        healthy = f"{seen['named'].get('healthy', 0)}/{seen['runs']}"
        table.add_row(rate, seen["zone"], *spreads, healthy)
    return table


def _errors(title: str, criteria: dict[str, Any]) -> Table:
    kinds = ("good that fail", "too timid that pass", "too high that pass")
    table = _table(title, "criterion", *kinds)
    for name, shares in criteria.items():
        table.add_row(name, *(_share(shares[kind]) for kind in kinds))
    return table


def _margins(title: str, margins: dict[str, Any]) -> Table:
    columns = ("optimizer", "number", "worst good run", "threshold", "best bad run")
    table = _table(title, *columns)
    for optimizer, of_one in margins.items():
        for name, margin in of_one.items():
            ends = (margin["worst_good"], margin["threshold"], margin["best_bad"])
            table.add_row(optimizer, name, *("-" if end is None else f"{end:g}" for end in ends))
    return table


def _others(thresholds: dict[str, Any]) -> Table:
    table = _table("other thresholds", "what", "threshold", "seen", "refused")
    for name, seen in thresholds.items():
        limit = f"<= {seen['at_most']}" if "at_most" in seen else f">= {seen['at_least']}"
        refused = (f"{what} {_spread(its)}" for what, its in seen.get("refused", {}).items())
        table.add_row(name, limit, _spread(seen["seen"]), ", ".join(refused))
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(*columns, title=title, title_justify="left")
    table.title_style = "bold"
    return table


def _spread(values: list[float | None]) -> str:
    return " / ".join("-" if value is None else f"{value:.3g}" for value in values)


def _share(share: dict[str, Any]) -> str:
    low, high = share["interval"]
    return f"{share['count']}/{share['of']} ({low:.2%} to {high:.2%})"
