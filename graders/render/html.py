"""Report or Gradebook -> a web page that needs nothing but itself: no script, no font, no network.

Everything foreign is escaped by the templates, and its control characters are made visible. The
templates lay out; what is said comes from words.py and its neighbours.
"""

import os
from collections.abc import Callable
from functools import cache
from types import MappingProxyType
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from graders.gradebook import Gradebook
from graders.render import answers, class_summary, words
from graders.render.findings import findings, left_out
from graders.render.visible import visible
from graders.report import Report
from graders.roster import strangers

MARKS = MappingProxyType({"passed": "✔", "failed": "✘", "not_attempted": "–", "not_judged": "–"})


def report_html(report: Report) -> str:
    """`report` as a page for the student."""
    return _template("report.html").render(report=report)


def class_html(gradebook: Gradebook, link: Callable[[Report], str | None]) -> str:
    """`gradebook` as a page for the instructor.

    `link` gives the path of a report's own page, with slashes and relative to this page, or
    None where there is no such page.
    """
    return _template("class.html").render(
        gradebook=gradebook,
        rows=[(report, _href(link(report))) for report in gradebook.reports],
        assignments=class_summary.assignments(gradebook),
        numbers=class_summary.numbers(gradebook),
        sandbox_notes=words.sandbox_notes(gradebook.reports),
        strangers=strangers(gradebook.roster, gradebook.reports) if gradebook.roster else (),
    )


def _href(path: str | None) -> str | None:
    """`path` as a relative URL; a colon in a folder's name can make no scheme of it."""
    return None if path is None else quote(os.fsencode(path))


def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("graders.render"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(prose=_prose)
    environment.globals.update(words=words, answers=answers, marks=MARKS)
    environment.globals.update(findings=findings, left_out=left_out)
    return environment


def _shown(value: object) -> object:
    """What a template prints: text without characters that act; markup of our own as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _prose(text: str) -> Markup:
    """`text` with what stands between two backticks as code; all of it is escaped."""
    parts = [escape(part) for part in visible(text).split("`")]
    if len(parts) % 2 == 0:  # One has no partner.
        return Markup("`").join(parts)
    code = Markup("<code>{}</code>")
    return Markup("").join(code.format(p) if place % 2 else p for place, p in enumerate(parts))
