"""Nothing that a student can get holds an answer: what is released, graded, fed back and fetched.

Searched for are the lines of the solution, the quiz's key and its reasons, the hidden checks' code,
and what hidden cases were called with and gave. The grader is the real one. One student passes what
is visible and fails what is hidden, so that hidden messages are in what is searched.
"""

import html
import json
import re
from dataclasses import asdict
from itertools import chain

import pytest

from graders import isolation, rubrics
from graders.authoring.solution_text import BEGIN, END
from graders.judge import quiz
from graders.record import Inputs
from graders.recording import Recording
from graders.results import Results, Run

from .conftest import HERE
from .notebooks import published
from .test_exchange import Exchange, feed_back

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(isolation.lacking(isolation.DEMANDED)), reason="grades code for real"),
]

SLUG = "schedules"
SEED = 7
EXAMPLES = rubrics.HERE / SLUG / "examples"
HANDED_IN = {
    "ada": EXAMPLES / "wrong" / "only_the_published_numbers.py",
    "bob": EXAMPLES / "wrong" / "doubles_the_rate.py",
    "cid": EXAMPLES / "wrong" / "answer_in_markdown.ipynb",
    "dan": sorted(EXAMPLES.glob("accepted/*.py"))[0],
    "eve": HERE / "assignments" / SLUG / f"{SLUG}.py",
}
NUMBER = re.compile(r"\d+\.\d+(?:e[+-]?\d+)?|\d+e[+-]?\d+|\d{4,}")
STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL)


@pytest.fixture(scope="module")
def files(released, tmp_path_factory):
    """Every file that a student can get, by its path; and the recordings of the class."""
    folder = tmp_path_factory.mktemp("canaries")
    exchange = Exchange(released.copy(folder / "course"), folder, SLUG)
    course = exchange.course
    Results(course.root / "grading" / SLUG).begin(Run(SEED, assignment=SLUG))
    for student, path in HANDED_IN.items():
        name = f"{SLUG}{path.suffix}"
        course.hand_in(student, path.read_text("utf-8"), SLUG, name)
        course.hand_in(student, f"secret of {student}", SLUG, "submission_secret.txt")
    exchange.run("autograde", SLUG)
    feed_back(exchange, SLUG)
    places = [course.root / "build" / "release", course.root / "autograded"]
    places += [course.root / "feedback", folder / "exchange", HERE / "assignments"]
    found = [path for path in chain(*(place.rglob("*") for place in places)) if path.is_file()]
    texts = {str(path): _text(path.read_bytes()) for path in found}
    records = [
        record
        for path in (course.root / "grading" / SLUG / "recordings").glob("*.json")
        for record in asdict(Recording.from_json(path.read_text("utf-8")))["records"]
    ]
    return texts, records


def _text(content):
    """A file as a person reads it: pages without entities and styles, notebooks without escapes."""
    text = content.decode("utf-8", "replace")
    if "<html" in text:
        return html.unescape(STYLE.sub("", text))
    try:
        return "\n".join(_strings(json.loads(text)))
    except ValueError:
        return text


def _strings(value):
    if isinstance(value, dict):
        return chain(*map(_strings, value.values()))
    if isinstance(value, list):
        parts = all(isinstance(one, str) for one in value)
        return iter(["".join(value)]) if parts else chain(*map(_strings, value))
    return iter([str(value)])


def held(texts, secrets):
    return {
        path: found for path, text in texts.items() if (found := [s for s in secrets if s in text])
    }


def code_of(path):
    """Lines that say something, each long enough to be nobody's by chance."""
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    return [
        line for line in lines if len(line) > 24 and not line.startswith(("#", '"""', "import"))
    ]


def test_everything_that_a_student_can_get_is_searched(files):
    texts, records = files
    for part in ("release", "autograded", "feedback", "exchange", "assignments"):
        assert [path for path in texts if f"/{part}/" in path], part
    pages = [text for path, text in texts.items() if path.endswith(".html")]
    assert len([text for text in pages if "other settings" in text]) >= 2, "hidden checks failed"
    assert len([record for record in records if not record["case"]["visible"]]) > 20
    shown = [record for record in records if record["case"]["visible"]]
    pages = [text for path, text in texts.items() if "/feedback/" in path]
    # What may be on a page is found by the very search that finds nothing of what may not.
    assert held(dict(enumerate(pages)), {record["case"]["called"] for record in shown})
    numbers = set(chain(*map(_spelled, _floats([one["outcome"] for one in shown]))))
    assert len(numbers.intersection(NUMBER.findall("\n".join(pages)))) > 5


def test_no_line_of_the_solution(files):
    texts, _ = files
    source = (HERE / "solutions" / SLUG / f"{SLUG}.py").read_text("utf-8")
    blocks = re.findall(rf"{BEGIN}\n(.*?){END}", source, re.DOTALL)
    given = "\n".join(_strings(published(SLUG)))
    handed_in = "\n".join(_text(path.read_bytes()) for path in HANDED_IN.values())
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    secrets = [line for line in lines if len(line) > 24 and line not in given + handed_in]
    assert len(secrets) > 10
    assert held(texts, secrets) == {}


def test_no_key_of_the_quiz(files):
    texts, _ = files
    keys = quiz.read_key(SLUG)
    secrets = [why for key in keys.values() for why in key.why.values()]
    answers = {name: key.option for name, key in keys.items()}
    secrets += [f"{name!r}: {option!r}" for name, option in answers.items()]
    secrets += [f'"{name}": "{option}"' for name, option in answers.items()]
    assert len(secrets) > 20
    assert held(texts, secrets) == {}


def test_no_code_of_a_check_or_of_its_inputs(files):
    texts, _ = files
    folder = rubrics.HERE / SLUG
    names = ("hidden_checks.py", "checks.py", "inputs.py", "formulas.py")
    secrets = [line for name in names for line in code_of(folder / name)]
    said = "\n".join(text for path, text in texts.items() if "/assignments/" in path)
    secrets = [line for line in secrets if re.search(r"[(=]", line) and line not in said]
    assert len(secrets) > 100
    assert held(texts, secrets) == {}


def test_no_call_of_a_hidden_case(files):
    texts, _ = files
    cases = Inputs(SEED, hidden=True).cases(rubrics.load(SLUG))
    seen = {case.called for case in cases if case.visible}
    secrets = {case.called for case in cases if not case.visible} - seen
    secrets |= {called.partition(", ")[2] for called in secrets}
    assert len(secrets) > 20
    assert held(texts, [one for one in secrets if len(one) > 12]) == {}


def test_no_number_of_a_hidden_case(files):
    """Neither what it was called with nor what any submission gave, the right ones included."""
    texts, records = files
    visible, secret = set(), set()
    for record in records:
        numbers = set(chain(*map(_spelled, _floats([record["case"], record["outcome"]]))))
        (visible if record["case"]["visible"] else secret).update(numbers)
    harmless = "\n".join(_text(path.read_bytes()) for path in HANDED_IN.values())
    harmless += "\n".join(text for path, text in texts.items() if "/assignments/" in path)
    secret -= visible | set(NUMBER.findall(harmless))
    assert len(secret) > 100
    found = {path: secret.intersection(NUMBER.findall(text)) for path, text in texts.items()}
    assert {path: numbers for path, numbers in found.items() if numbers} == {}


def _floats(value):
    if isinstance(value, dict):
        return chain(*map(_floats, value.values()))
    if isinstance(value, list | tuple):
        return chain(*map(_floats, value))
    return iter([value] if isinstance(value, float) else [])


def _spelled(number):
    """`number` as messages may write it, where it has enough digits to be no other."""
    for text in (repr(number), *(f"{number:.{digits}g}" for digits in (3, 4, 5, 6, 8))):
        if len(re.sub(r"e.*|\D", "", text).strip("0")) > 2:
            yield text.lstrip("-")
