"""The page that a student gets: student text is text on it, and it asks no network for anything."""

import re
from html.parser import HTMLParser

import pytest

from .notebooks import cell, changed, good, set_source

PAYLOAD = (
    "<img src=x onerror=alert(1)><script>alert(2)</script>[a](javascript:alert(3))\n"
    "```\n</pre><svg onload=alert(4)>\n````\n<iframe srcdoc='<b>'></iframe>"
)


class Page(HTMLParser):
    """Every element and attribute of a page, as a browser would see them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data


def hostile(notebook):
    """Put the payload wherever a student can put text."""
    for kind in ("markdown", "raw", "code"):
        own = {"cell_type": kind, "metadata": {"tags": [f'"{PAYLOAD}']}, "source": PAYLOAD}
        if kind == "code":
            data = {"text/html": PAYLOAD}
            own["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]
        if kind == "raw":
            own["metadata"] |= {"raw_mimetype": "text/html", "format": "text/html"}
        notebook["cells"].insert(2, own)
    set_source(notebook, "text-3", PAYLOAD)
    set_source(notebook, "QUIZ", f"QUIZ = {{'S3': {PAYLOAD!r}}}")
    set_source(notebook, "set_lr", f'def set_lr(o, lr):\n    """{PAYLOAD}"""')
    cell(notebook, "set_lr")["id"] = PAYLOAD[:60]
    notebook["metadata"]["title"] = f"</title>{PAYLOAD}"


@pytest.fixture
def fed_back(course):
    """Feedback for a hostile student and a good one after it."""
    course.hand_in("ada", changed(hostile))
    course.hand_in("bob", good())
    assert course.nbgrader("autograde", "optimizers") == 0, course.log
    with course.gradebook() as gradebook:
        comment = gradebook.find_comment("set_lr", "optimizers", "optimizers", "bob")
        comment.manual_comment = "Well *done*."
        gradebook.db.commit()
    assert course.nbgrader("generate_feedback", "optimizers") == 0, course.log
    return course, [Page(path.read_text("utf-8")) for path in course.pages()]


def test_what_a_student_wrote_is_shown_and_never_acts(fed_back):
    _, (ada, _) = fed_back
    assert ada.text.count("onload=alert(4)") >= 5
    assert not {"script", "img", "svg", "iframe", "object", "form"}.intersection(ada.tags)
    assert not [name for name, _ in ada.attributes if name.startswith("on")]
    assert not [value for _, value in ada.attributes if "javascript:" in (value or "")]


def test_the_page_forbids_scripts_and_loads_nothing(fed_back):
    course, pages = fed_back
    for page, path in zip(pages, course.pages(), strict=True):
        policies = [value for name, value in page.attributes if name == "content" and value]
        assert any(value.startswith("default-src 'none'") for value in policies)
        loaded = [v for n, v in page.attributes if n in ("src", "srcset", "data") and v]
        assert loaded == []
        assert "link" not in page.tags
        text = path.read_text("utf-8")
        assert not re.search(r"(@import|url\()\s*['\"]?https?:", text)


def test_a_page_is_made_again_where_it_is_not_whole(fed_back):
    course, _ = fed_back
    ada, bob = course.pages()
    whole, before = ada.read_bytes(), bob.stat().st_mtime_ns
    for left in (b"", whole[: len(whole) // 2], None):
        ada.write_bytes(left) if left is not None else ada.unlink()
        assert course.nbgrader("generate_feedback", "optimizers") == 0, course.log
        assert ada.read_bytes() == whole
    assert bob.stat().st_mtime_ns == before


def test_a_page_is_made_again_where_a_person_changed_the_mark(fed_back):
    course, _ = fed_back
    for score, extra, comment, said in ((3.0, 0.0, None, "10.0 / 13.8"), (3.0, 1.0, "Ah.", "Ah.")):
        with course.gradebook() as gradebook:
            place = ("set_lr", "optimizers", "optimizers", "bob")
            grade = gradebook.find_grade(*place)
            grade.manual_score, grade.extra_credit = score, extra
            if comment:
                gradebook.find_comment(*place).manual_comment = comment
            gradebook.db.commit()
        assert course.nbgrader("generate_feedback", "optimizers") == 0, course.log
        assert said in course.pages()[1].read_text("utf-8")


def test_score_message_and_a_persons_comment_are_on_it(fed_back):
    _, (_, bob) = fed_back
    assert "Score: 11.0 / 13.8" in bob.text
    assert "set_lr: 4 of 4 points" in bob.text
    assert "done" in bob.text
    assert "em" in bob.tags
