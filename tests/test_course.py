"""The course itself is under test: points, examples, inputs, and what was published."""

import ast
import json
import math
from dataclasses import replace
from functools import partial

import pytest

from graders import course, rubrics, workers
from graders.authoring.publish import stale
from graders.authoring.verify import verify
from graders.isolation import layers_here
from graders.judge.checks import declared_checks
from graders.judge.declare import declared, probe_of
from graders.record import Inputs
from graders.recording import ABOUT

POINTS = {
    "optimizers": (3, 2, 2, 4),
    "plateaus": (5, 2),
    "schedules": (1, 1, 4, 2, 2, 2, 2, 9),
    "fine_tuning": (2, 2, 7, 1, 1, 7),
    "stability": (2, 1, 2, 3),
    "capstone": (11,),
}
FEWEST = {"wrong": 15, "accepted": 10}
FEWEST_OF_ONE_TASK = {"wrong": 8, "accepted": 6}
RATES = ("learning_rate", "rate", "first", "new", "initial_lr", "peak_lr", "scratch_lr")
SHARES = ("drop", "final_lr", "end_lr")
LONGEST_FIT = 60

every_assignment = pytest.mark.parametrize("slug", rubrics.slugs())


def test_every_assignment_has_its_points_here():
    assert set(POINTS) == set(rubrics.slugs())


@pytest.mark.parametrize("slug", POINTS)
def test_points_of_each_task_are_those_of_the_curriculum(slug):
    rubric = rubrics.load(slug)
    total = dict.fromkeys(rubric.task_names, 0.0)
    for check in declared_checks(rubric, "checks").values():
        total[rubric.task_of(probe_of(check))] += declared(check).points
    for item in rubric.hidden:
        total[item.task] += item.points
    assert tuple(total.values()) == POINTS[slug]


@every_assignment
def test_the_public_list_of_hidden_checks_is_that_of_the_file(slug):
    rubric = rubrics.load(slug)
    file = [
        (name, declared(check).title, declared(check).points)
        for name, check in declared_checks(rubric, "hidden_checks").items()
    ]
    assert file == [(item.id, item.title, item.points) for item in rubric.hidden]


@every_assignment
def test_every_check_says_why_it_matters_and_what_to_try(slug):
    rubric = rubrics.load(slug)
    for file in ("checks", "hidden_checks"):
        for name, check in declared_checks(rubric, file).items():
            record = declared(check)
            assert record.title, name
            assert record.why.strip(), name
            assert record.try_.strip(), name
            assert record.points >= 0.5, name


@every_assignment
def test_no_task_has_more_than_half_of_its_points_hidden(slug):
    rubric = rubrics.load(slug)
    for task in rubric.task_names:
        secret = sum(item.points for item in rubric.hidden if item.task == task)
        visible = sum(
            declared(check).points
            for check in declared_checks(rubric, "checks").values()
            if rubric.task_of(probe_of(check)) == task
        )
        assert secret <= visible, task


@pytest.mark.parametrize("kind", FEWEST)
@every_assignment
def test_there_are_enough_examples_and_each_is_described(slug, kind):
    examples = [
        path
        for path in rubrics.load(slug).folder.glob(f"examples/{kind}/*")
        if path.suffix in (".py", ".ipynb", ".zip")
    ]
    fewest = FEWEST if len(rubrics.load(slug).task_names) > 1 else FEWEST_OF_ONE_TASK
    assert len(examples) >= fewest[kind]
    for path in examples:
        if path.suffix == ".py":
            assert '"""' in path.read_text(encoding="utf-8", errors="replace"), path.name


@every_assignment
def test_accepted_examples_differ_in_their_code(slug):
    codes = set()
    examples = sorted(rubrics.load(slug).folder.glob("examples/accepted/*.py"))
    for path in examples:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        tree.body = [node for node in tree.body if not isinstance(node, ast.Expr | ast.Assign)]
        codes.add(ast.dump(tree))
    assert len(codes) == len(examples)


@every_assignment
def test_published_files_are_fresh(slug):
    assert stale(slug, course.root()) == []


@every_assignment
def test_inputs_of_any_seed_are_plain_and_within_range(slug):
    rubric = rubrics.load(slug)
    for seed in range(200):
        for case in Inputs(seed, hidden=True).cases(rubric):
            inputs = dict(case.inputs)
            assert json.loads(json.dumps(inputs, allow_nan=False)) == inputs, case.called
            if not case.visible:
                _within_range(case.probe, inputs | dict(inputs.get("settings", {})))


def _within_range(probe, inputs):
    """Hidden inputs are ordinary: what a student would write, in a fit of a few seconds."""
    for name in RATES:
        if name in inputs and not probe.endswith("_refused"):
            assert 1e-5 <= inputs[name] <= 0.1, (probe, name, inputs)
    for name in SHARES:
        assert 0 <= inputs.get(name, 0.5) < 1, (probe, name, inputs)
    assert inputs.get("final_lr", 0) < inputs.get("peak_lr", 1)
    assert inputs.get("end_lr", 0) < inputs.get("peak_lr", 1)
    assert inputs.get("warmup_steps", 0) < inputs.get("total_steps", LONGEST_FIT)
    assert inputs.get("steps", 0) <= LONGEST_FIT, (probe, inputs)
    for value in inputs.values():
        assert not isinstance(value, float) or math.isfinite(value)


@every_assignment
def test_visible_inputs_do_not_depend_on_the_seed(slug):
    rubric = rubrics.load(slug)
    asked = [[_shown(case) for case in Inputs(n, hidden=False).cases(rubric)] for n in (1, 2)]
    assert asked[0] == asked[1]


OTHER_LABELS = {"labellings"}


def _shown(case):
    """What a student is told of a case. A call beside it that is allowed is drawn, as is their order,
    and so are other labels: right for everybody, and known to nobody beforehand."""
    drawn = {"tries", ABOUT} if "tries" in case.inputs else OTHER_LABELS
    told = {name: value for name, value in case.inputs.items() if name not in drawn}
    if "tries" in case.inputs:
        told["refused"] = case.inputs["tries"][case.inputs[ABOUT]]
    return replace(case, inputs=told)


@every_assignment
def test_every_probe_has_a_case_and_every_hidden_check_a_hidden_one(slug):
    rubric = rubrics.load(slug)
    cases = Inputs(0, hidden=True).cases(rubric)
    assert {case.probe for case in cases} == {
        probe for task in rubric.tasks for probe in task.probes
    }
    hidden_probes = {case.probe for case in cases if not case.visible}
    for name, check in declared_checks(rubric, "hidden_checks").items():
        assert probe_of(check) in hidden_probes, name


@pytest.mark.slow
@every_assignment
def test_verify_finds_nothing_to_mend(slug, tmp_path):
    pool = partial(workers.local_pool, workers.default_workers(64))
    missing = [name for name, state in layers_here().items() if state != "on"]
    faults = verify(
        rubrics.load(slug), course.root(), tmp_path, pool, lambda seen, _: seen, missing
    )
    assert faults == []


def test_the_course_is_worth_a_hundred_points():
    code = sum(sum(points) for points in POINTS.values())
    quiz = sum(question.points for slug in rubrics.slugs() for question in rubrics.load(slug).quiz)
    concepts = [
        concept
        for slug in rubrics.slugs()
        for explanation in rubrics.load(slug).explanations
        for concept in explanation.concepts
    ]
    assert (code, round(quiz, 9), len(concepts)) == (80, 12, 8)
