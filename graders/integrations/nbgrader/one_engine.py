"""One database engine for all that nbgrader does in a run.

nbgrader makes a gradebook some ten times for each student, each with an engine of its own, which
compiles every statement anew and looks for each table: most of what recording a student costs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nbgrader import api


@contextmanager
def one_engine() -> Iterator[None]:
    """Every gradebook of the same address has the same engine meanwhile, its tables made once.

    What is asked and what is saved stays as it is: a gradebook still has its own session, and its
    connections are still closed with it.
    """
    engines: dict[str, Any] = {}
    made: list[Any] = []
    tables = api.Base.metadata
    create, create_all = api.create_engine, tables.create_all

    def kept(address: str, **settings: Any) -> Any:
        if address not in engines:
            engines[address] = create(address, **settings)
        return engines[address]

    def once(bind: Any) -> None:
        if bind not in made:
            create_all(bind=bind)
            made.append(bind)

    api.create_engine, tables.create_all = kept, once
    try:
        yield
    finally:
        api.create_engine = create
        del tables.create_all
