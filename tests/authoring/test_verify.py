"""Honest submissions between the attacks, and what is said of attacks that reached something."""

from dataclasses import replace
from itertools import pairwise

import pytest

from graders import course, rubrics
from graders.authoring import canaries, hostile, verify
from graders.grade import Settings, grade
from graders.recording import Case, Outcome, Record, Recording
from graders.report import Check, Report, TaskReport

ROOT = course.root()
HONEST = ROOT / "solutions" / "stability" / "stability.py"
ATTACK = ROOT / "graders" / "rubrics" / "stability" / "examples" / "hostile" / "forks.py"

AFTER_THESE = (
    "changes_code_in_place",
    "closes_everything",
    "hooks_imports",
    "kills_itself",
    "leaves_a_thread",
    "replaces_builtins",
    "replaces_numpy",
    "writes_modules_beside_itself",
)
"""Attacks that need no layer, each of which would spoil a process that it shared with others."""


def report(points=4.0, sha256="77"):
    check = Check("a", "A.", "pass", points, 4.0)
    tasks = (TaskReport("diagnose", (check,)),)
    return Report("stability", "a.py", sha256, None, "graded", tasks, timing={"seconds": points})


def run(recordings, graded=(), canary="canary-0", left=()):
    return verify.Run(tuple(graded), recordings, canary, tuple(left))


def kinds(found):
    return [fault.kind for fault in verify._of_attacks(found, rubrics.load("stability"), ROOT)]


def keep(folder, output):
    record = Record(Case("diagnose", {}, "diagnose()"), Outcome("returned", {"label": "x"}))
    kept = Recording("stability", "77", "1", 0, {}, (record,), output=output)
    (folder / "a.json").write_text(kept.to_json(), encoding="utf-8")


def test_an_honest_submission_comes_before_between_and_after_the_attacks():
    rubric = rubrics.load("stability")
    examples = list(verify._examples(rubric, ROOT))
    order = verify._with_honest_ones_between(examples)
    attacks = [place for place, each in enumerate(order) if each.attack]
    honest = [place for place, each in enumerate(order) if each.path == HONEST]
    assert honest[0] < attacks[0]
    assert honest[-1] == attacks[-1] + 1
    for first, second in pairwise(honest):
        between = [place for place in attacks if first < place < second]
        assert len(between) <= verify.BETWEEN
    assert [each for each in order if each.path != HONEST] == [
        each for each in examples if each.path != HONEST
    ]


def test_a_report_that_attacks_changed_is_a_fault_and_its_times_are_not(tmp_path):
    same = replace(report(), timing={"seconds": 9.0})
    assert kinds(run(tmp_path, [(HONEST, report()), (HONEST, same)])) == []
    changed = report(points=3.5)
    assert kinds(run(tmp_path, [(HONEST, report()), (HONEST, changed)])) == ["disturbed"]


@pytest.mark.parametrize(
    ("output", "kind"),
    [("it is canary-0", "read"), ("got through: killed [1]", "got_through"), ("refused", None)],
)
def test_what_an_attack_read_or_could_do_is_a_fault(output, kind, tmp_path):
    keep(tmp_path, output)
    assert kinds(run(tmp_path, [(ATTACK, report())])) == ([kind] if kind else [])


def test_a_trace_is_a_fault(tmp_path):
    assert kinds(run(tmp_path, left=["/tmp/planted came while the examples ran."])) == ["left"]


def test_what_is_in_a_folder_of_the_run_and_not_from_it_is_a_trace(tmp_path):
    keep(tmp_path, "")
    with canaries.planted() as canary:
        assert list(verify._left_in_our_folders(canary, tmp_path, [report()])) == []
        canary.file.write_text("canary-1", encoding="utf-8")
        (canary.folder / "report.json").touch()
        (tmp_path / "b.json").touch()
        told = list(verify._left_in_our_folders(canary, tmp_path, [report()]))
    assert [text.split()[0] for text in told] == ["report.json", "canary.txt", "2"]


def test_an_honest_report_is_the_same_to_the_byte_after_attacks_in_the_same_process(warm):
    rubric = rubrics.load("stability")

    def graded(path):
        item = verify._item(path, rubric)
        return grade(item, {rubric.slug: rubric}, Settings(0, hidden=True), lambda: warm)

    before = hostile.without_times(graded(HONEST))
    for name in AFTER_THESE:
        assert graded(ATTACK.with_stem(name)).score == 0
        assert hostile.without_times(graded(HONEST)) == before
