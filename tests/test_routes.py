"""A submission counts the same as a script, as a notebook, and as one of a jupytext pair.

The fast tests compare what is run for some examples of each assignment and the report of one; the
slow ones compare the reports of all.
"""

import ast
import random
import re
from dataclasses import replace

import jupytext
import pytest

from graders import rubrics
from graders.grade import Settings, grade
from graders.intake.reading import read
from graders.report import to_dict
from graders.submission import Submission

SETTINGS = Settings(seed=3, hidden=True)
# Where something stands: a cell, a line, or both; several of them in a row.
ONE_PLACE = r"(?:cell \d+(?:, lines? \d+(?: to \d+)?)?|lines? \d+(?: to \d+)?)"
PLACE = re.compile(rf"\b{ONE_PLACE}(?:, {ONE_PLACE})*(?:,? and {ONE_PLACE})?", re.IGNORECASE)
ROUTES = ("script", "notebook", "paired script", "paired notebook")


def examples():
    """Every example that is a readable script or notebook, as (assignment, path)."""
    return [
        (slug, path)
        for slug in rubrics.slugs()
        for path in sorted((rubrics.HERE / slug / "examples").glob("*/*"))
        if path.suffix in (".py", ".ipynb") and path.parent.name != "hostile"
    ]


def named(found):
    return [f"{slug}-{path.name}" for slug, path in found]


ALL = examples()
SOME = [
    one
    for slug in rubrics.slugs()
    for one in random.Random(slug).sample([example for example in ALL if example[0] == slug], 5)
]
FEW = SOME[::5]
# A broken cell is left out of a notebook, while of a script nothing can be read behind it; and only
# a notebook has a Markdown cell that looks like code.
NOTEBOOKS_ONLY = {"broken_cell.ipynb", "answer_in_markdown.ipynb"}


def forms(path):
    """The same work in each route's own form, as {route: (file name, text)}."""
    own = path.read_text(encoding="utf-8")
    notebook = jupytext.reads(own, fmt="py" if path.suffix == ".py" else "ipynb")
    bare = jupytext.writes(notebook, fmt="ipynb")
    script = own if path.suffix == ".py" else jupytext.writes(notebook, fmt="py:light")
    notebook.metadata["jupytext"] = {"formats": "ipynb,py:percent"}
    percent = jupytext.writes(notebook, fmt="py:percent")
    paired = jupytext.writes(jupytext.reads(percent, fmt="py:percent"), fmt="ipynb")
    texts = (("py", script), ("ipynb", bare), ("py", percent), ("ipynb", paired))
    return dict(zip(ROUTES, texts, strict=True))


def submissions(slug, path):
    """The example as each route hands it in."""
    known = rubrics.load_all()
    return {
        route: read(f"{slug}.{ending}", text.encode(), known, slug)
        for route, (ending, text) in forms(path).items()
        if ending == "ipynb" or path.name not in NOTEBOOKS_ONLY
    }


def are_the_same(seen):
    """Whether every route gave the same; where not, the message shows the first that differs."""
    first, *others = seen
    for route in others:
        assert seen[route] == seen[first], f"{route} and {first}"


def what_is_run(item):
    """All of a submission that decides the report, without its lines and places."""
    if not isinstance(item, Submission):
        return PLACE.sub("there", item.reason)
    code = ast.dump(ast.parse(item.needed))
    return code, dict(item.quiz), dict(item.explanations), sorted(item.absent)


def report(item, warm):
    """The report without what tells the route: path, bytes, lines, and how long it took."""
    told = to_dict(grade(item, rubrics.load_all(), SETTINGS, lambda: warm))
    for name in ("submission", "timing"):
        del told[name]
    # Only a notebook has magics; as a script they are comments.
    told["notes"] = [note for note in told["notes"] if note["kind"] != "magic"]
    return without_places(told)


def without_places(value):
    if isinstance(value, dict):
        return {name: without_places(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [without_places(item) for item in value]
    return PLACE.sub("there", value) if isinstance(value, str) else value


@pytest.mark.parametrize(("slug", "path"), SOME, ids=named(SOME))
def test_the_same_code_and_answers_are_run_on_every_route(slug, path):
    are_the_same({route: what_is_run(item) for route, item in submissions(slug, path).items()})


@pytest.mark.parametrize(("slug", "path"), FEW, ids=named(FEW))
def test_some_examples_get_the_same_report_on_every_route(slug, path, warm):
    same_reports(slug, path, warm)


@pytest.mark.slow
@pytest.mark.parametrize(("slug", "path"), ALL, ids=named(ALL))
def test_every_example_gets_the_same_report_on_every_route(slug, path, warm):
    same_reports(slug, path, warm)


def same_reports(slug, path, warm):
    seen, graded = {}, {}
    for route, item in submissions(slug, path).items():
        # What is the same to the last character is graded once; most examples are, as both scripts
        # or both notebooks.
        grading = repr(replace(item, path="", sha256=None))
        if grading not in graded:
            graded[grading] = report(item, warm)
        seen[route] = graded[grading]
    are_the_same(seen)
