import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.gradebook import Gradebook
from graders.render.html import class_html, report_html
from graders.report import Check, TaskReport

from .samples import ALL_VISIBLE_PASSED, CLASS, GRADER_ERROR, REFUSED, REPORTS, STUDENTS_CHECK
from .strategies import HOSTILE, reports, steady

VOID = {"meta", "br", "img", "link", "input"}
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "div",
    "h1", "h2", "h3", "p", "span", "strong", "pre", "dl", "dt", "dd", "ul", "li", "details",
    "summary", "table", "thead", "tbody", "tr", "th", "td", "a", "code",
}  # fmt: skip


class Page(HTMLParser):
    """A page taken apart: its tags, its attributes, its text; it refuses what is not nested."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.words, self._open = [], [], [], []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.extend(attrs)
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if "style" not in self._open:
            self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def link(report):
    return f"reports/{report.student}/{report.assignment}.html"


def assert_safe(html):
    page = Page(html)
    assert set(page.tags) <= ALLOWED
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert {name for name, _ in page.attributes} <= {
        "lang", "charset", "name", "content", "http-equiv", "class", "scope", "href", "style",
        "aria-hidden",
    }  # fmt: skip
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", html)
    html.encode("utf-8")
    return page


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_stays_text(payload):
    message = f"{payload}: seen {payload}, expected 1\n{payload}"
    check = Check("c", payload, "fail", 0.0, 1.0, message, payload, payload)
    report = replace(
        STUDENTS_CHECK,
        student=payload,
        path=payload,
        tasks=(TaskReport(payload, (check,)),),
        environment={payload: {payload: payload}},
    )
    assert_safe(report_html(report))
    assert_safe(class_html(Gradebook((report,), 1), lambda _: None))


@given(reports)
@steady
def test_any_report_is_a_well_formed_page(report):
    assert_safe(report_html(report))


@given(st.lists(reports, max_size=3))
@steady
def test_any_gradebook_is_a_well_formed_page(some):
    assert_safe(class_html(Gradebook(tuple(some), 1), lambda _: None))


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.path)
def test_a_page_needs_nothing_but_itself(report):
    html = report_html(report)
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in html
    assert not re.search(r"<(script|link|img|iframe)|https?:|@import|url\(", html)


def test_a_failed_check_is_told_in_five_parts():
    html = report_html(STUDENTS_CHECK)
    assert '<dt>called</dt><dd class="code">halving(0.1, 10, smooth=False), step 9</dd>' in html
    assert '<dt>seen</dt><dd class="code">0.0536</dd>' in html
    assert '<dt>expected</dt><dd class="code">0.1</dd>' in html
    text = Page(html).text
    assert "The rate falls at every step" in text
    assert "Known mistake: The rate falls" in text
    assert "Try: how many whole intervals" in text


def test_passed_checks_are_folded_away():
    html = report_html(STUDENTS_CHECK)
    folded = re.search(r"<details>.*?</details>", html, re.S).group()
    assert "2 checks passed" in folded
    assert "The last, partial batch counts as a step" in folded
    assert html.count("The last, partial batch counts as a step") == 1


def test_a_shared_message_is_shown_once():
    assert report_html(STUDENTS_CHECK).count("raised NameError") == 1


def test_the_visible_score_is_called_so():
    text = Page(report_html(STUDENTS_CHECK)).text
    assert "2 of 11 visible score" in text
    assert "all visible checks passed; 1 hidden check counts too" in (
        Page(report_html(ALL_VISIBLE_PASSED)).text
    )


def test_a_hidden_check_that_was_not_run_is_not_listed():
    assert "Holds for other rates" not in report_html(STUDENTS_CHECK)


def test_a_refusal_is_its_reason():
    text = Page(report_html(REFUSED)).text
    assert "schedules.py is not valid Python" in text
    assert "Quiz" not in text
    assert text.count("is not valid Python") == 1


def test_a_grader_error_is_not_the_students_fault():
    text = Page(report_html(GRADER_ERROR)).text
    assert "No score" in text
    assert "fault of the grader, not yours" in text


def test_the_environment_is_there_to_unfold():
    text = Page(report_html(STUDENTS_CHECK)).text
    assert "How this was graded" in text
    assert "off: the kernel has no user namespaces" in text


def test_the_class_page_has_the_numbers_and_the_links():
    html = class_html(CLASS, link)
    assert 'href="reports/ada/schedules.html"' in html
    text = Page(html).text
    assert "submissions 6 graded 4 refused 1 grader errors 1 median score 48 %" in text
    assert "timeout in warmup_cosine" in text


def test_the_class_page_counts_failures_in_words_too():
    assert (
        "halving Holds for other rates and intervals 1 of 1" in Page(class_html(CLASS, link)).text
    )


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("reports/Zoë X/a.html", "reports/Zo%C3%AB%20X/a.html"),
        ("reports/50%/a?b#c.html", "reports/50%25/a%3Fb%23c.html"),
        ('reports/"onclick="x', "reports/%22onclick%3D%22x"),
    ],
)
def test_a_link_is_a_relative_address(path, href):
    page = assert_safe(class_html(Gradebook(REPORTS[:1], 1), lambda _: path))
    assert ("href", href) in page.attributes


def test_without_a_page_there_is_no_link():
    assert "<a " not in class_html(CLASS, lambda _: None)


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "muted", "good", "bad", "accent"])
@pytest.mark.parametrize("paper", ["page", "card", "quiet", "try"])
def test_text_stands_out_from_its_ground(scheme, ink, paper):
    css = files("graders.render").joinpath("templates/style.css").read_text("utf-8")
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", css.split(":root {")[scheme + 1]))
    lights = sorted(luminance(colours[name]) for name in (ink, paper))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("call `fit`, then `predict`", "call <code>fit</code>, then <code>predict</code>"),
        ("`<b>` & co", "<code>&lt;b&gt;</code> &amp; co"),
        ("one ` alone", "one ` alone"),
        ("`a` and ` b", "`a` and ` b"),
    ],
)
def test_what_stands_between_backticks_is_code_and_escaped(said, shown):
    task = TaskReport("task", (Check("c", said, "fail", 0.0, 1.0),))
    assert f"<h3>{shown} <span" in report_html(replace(STUDENTS_CHECK, tasks=(task,)))
