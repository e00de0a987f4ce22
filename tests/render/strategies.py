"""Any report at all, for hypothesis: every verdict, hostile text, odd points."""

from dataclasses import replace
from typing import get_args

from hypothesis import settings
from hypothesis import strategies as st

from graders.report import (
    Check,
    Concept,
    ExplanationReport,
    QuizAnswer,
    Report,
    ReportNote,
    Status,
    TaskReport,
    Verdict,
    Visibility,
)

steady = settings(max_examples=50, deadline=None, derandomize=True)
"""The same examples in every run."""

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style><!-- ]]> --><b>",
    '" onmouseover="alert(1)',
    "{{ 7 * 7 }}{% raw %}",
    "\x1b[31mred\x1b[0m\x1b]0;title\x07",
    "bell \x07 backspace \x08 return \r over",
    "\u202egnp.exe\u2066\u2069",
    "[bold red]loud[/] :bomb: [link=http://x.invalid]x[/link] [/nothing]",
    "=HYPERLINK(\"http://x.invalid\")",
    "+1", "-1", "@SUM(1)", "\t=1", "\r=1",
    "lone \ud800 surrogate",
    "日本語のとても長い名前" * 8,
    "x" * 300,
    "two\nlines\r\nthree",
    "",
)  # fmt: skip

texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), max_size=40))
names = st.one_of(st.sampled_from(["halving", "cosine_to"]), texts)
verdicts = st.sampled_from(get_args(Verdict))
amounts = st.floats(0, 10, allow_nan=False)
plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.floats(-1, 1), texts),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(texts, inner, max_size=2)),
    max_leaves=4,
)


def _at_most_its_maximum(item):
    return replace(item, points=min(item.points, item.max_points))


checks = st.builds(
    Check,
    id=names,
    title=texts,
    verdict=verdicts,
    points=amounts,
    max_points=amounts,
    message=texts,
    hint=texts,
    misconception=st.none() | texts,
    visibility=st.sampled_from(get_args(Visibility)),
).map(_at_most_its_maximum)
tasks = st.builds(TaskReport, name=names, checks=st.lists(checks, max_size=4).map(tuple))
answers = st.builds(
    QuizAnswer,
    id=names,
    answer=st.none() | texts,
    correct=st.none() | st.booleans(),
    verdict=verdicts,
    points=amounts,
    max_points=amounts,
    message=texts,
).map(_at_most_its_maximum)
concepts = st.builds(
    Concept, id=names, met=st.none() | st.booleans(), sure=st.none() | amounts, evidence=texts
)
explanations = st.builds(
    ExplanationReport,
    id=names,
    verdict=verdicts,
    points=amounts,
    max_points=amounts,
    marked_by=st.none() | st.just("automatic") | texts,
    message=texts,
    concepts=st.lists(concepts, max_size=2).map(tuple),
).map(_at_most_its_maximum)
notes = st.builds(ReportNote, kind=st.sampled_from(["refused", "not_run"]), text=texts)
reports = st.builds(
    Report,
    assignment=names,
    path=texts,
    sha256=st.none() | st.just("ab" * 32),
    student=st.none() | texts,
    status=st.sampled_from(get_args(Status)),
    tasks=st.lists(tasks, max_size=3).map(tuple),
    quiz=st.lists(answers, max_size=2).map(tuple),
    explanations=st.lists(explanations, max_size=1).map(tuple),
    notes=st.lists(notes, max_size=2).map(tuple),
    environment=st.dictionaries(texts, plain, max_size=3),
    timing=st.dictionaries(texts, amounts, max_size=2),
)
