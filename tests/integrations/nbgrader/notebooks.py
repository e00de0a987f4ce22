"""Notebooks as students hand them in: the published one of `optimizers`, changed."""

import copy
import json

from .conftest import HERE, RIGHT

TASKS = ("make_optimizer", "fine_tuning_rate", "current_lr", "set_lr")
ALL = 11.0
"""Points for the code of `optimizers`; the quiz stays unanswered here."""


def published(slug="optimizers"):
    return json.loads((HERE / "assignments" / slug / f"{slug}.ipynb").read_text("utf-8"))


def good():
    """Every task answered, in a way that the stand-in takes for right."""
    notebook = published()
    for name in TASKS:
        set_source(notebook, name, f"def {name}(*arguments):\n    {RIGHT}    return 1")
    return notebook


def cell(notebook, name):
    return next(one for one in notebook["cells"] if one.get("id") == name)


def set_source(notebook, name, text):
    cell(notebook, name)["source"] = text


def changed(change):
    """A good notebook after `change(notebook)`."""
    notebook = copy.deepcopy(good())
    change(notebook)
    return notebook
