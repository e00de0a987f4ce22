"""What `verify` demands of hostile examples: no point, nothing read, nothing done, the right machine."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from graders import course, rubrics
from graders.authoring import hostile
from graders.authoring.verify import _example, not_run
from graders.recording import Case, Outcome, Raised, Record, Recording
from graders.report import Check, Report, TaskReport

ROOT = course.root()
EXAMPLES = [
    path
    for slug in rubrics.slugs()
    for path in rubrics.load(slug).folder.glob("examples/hostile/*")
    if path.name != "__pycache__"
]

SCRIPTS = [path for path in EXAMPLES if path.suffix == ".py"]
TRIES = {
    "filesystem": r'"/(etc|root|tmp|home|sys|work)\b|/proc/\{|graders\.__file__|graders\.rubrics\.stab',
    "network": r"create_connection|AF_INET|subprocess\.\w+\(|os\.fork\b|os\.kill\b(?!\(os\.getpid)"
    r"|libc\.(syscall|ptrace|ioctl)|memfd_create",
    "resource_limits": r"mmap\.mmap|truncate\(2|bytes\(2\*\*\d|64_000_000|10\*\*12|range\(10\*\*9"
    r"|daemon=True|/dev/null",
}
"""What only an attack of a layer's family writes."""


def report(points):
    check = Check("a", "A.", "pass", points, 4.0)
    return Report("stability", "a.py", "00", None, "graded", (TaskReport("diagnose", (check,)),))


def test_there_are_at_least_sixty_of_them():
    assert len(EXAMPLES) >= 60


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parents[2].name}/{path.name}")
def test_each_says_what_it_does_what_it_gets_and_what_holds_it(path):
    rubric = rubrics.load(path.parents[2].name)
    example = _example(path, rubric)
    assert example.attack.points is not None
    assert example.attack.layers <= set(ROOT_LAYERS)
    assert set(example.declared) <= set(rubric.task_names)
    verdicts = Counter(example.declared.values())
    assert set(verdicts) - {"not_attempted"}, "an attack that fails nothing is none"


ROOT_LAYERS = ("filesystem", "network", "resource_limits", "no_new_privileges")


def test_points_and_layers_are_read_from_the_docstring():
    assert hostile.attack("a: fail\npoints: 1.5\nlayers: filesystem network\n") == hostile.Attack(
        1.5, frozenset(["filesystem", "network"])
    )
    assert hostile.attack("a: fail\n") == hostile.Attack(None, frozenset())


@pytest.mark.parametrize(
    ("declared", "got", "says"),
    [(0.0, 0.0, ""), (0.0, 0.5, "should get 0 points and gets 0.5"), (None, 2.0, "declares no")],
)
def test_a_point_that_is_not_declared_is_a_fault(declared, got, says):
    told = list(hostile.bought(hostile.Attack(declared, frozenset()), report(got)))
    assert [says in text for text in told] == ([True] if says else [])


def recording(output="", label=None):
    record = Record(Case("diagnose", {}, "diagnose()"), Outcome("returned", {"label": label}))
    return Recording("stability", "77", "1", 0, {}, (record,), output=output)


@pytest.mark.parametrize("place", ["output", "label"])
def test_a_line_of_a_key_that_came_back_is_a_fault(place, tmp_path):
    known = hostile.secrets(rubrics.load("stability"), ROOT)
    line = next(iter(sorted(known)))
    text = recording(**{place: f"found: {line}!"}).to_json()
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert hostile.leaked(tmp_path, known) == {"77": line}
    (tmp_path / "a.json").write_text(recording(output="nothing").to_json(), encoding="utf-8")
    assert hostile.leaked(tmp_path, known) == {}


def test_the_key_and_the_checks_are_secrets():
    known = hostile.secrets(rubrics.load("stability"), ROOT)
    for name in ("checks.py", "hidden_checks.py", "formulas.py"):
        lines = (rubrics.load("stability").folder / name).read_text("utf-8").splitlines()
        assert known & {line.strip() for line in lines}, name


@pytest.mark.parametrize("place", ["output", "label"])
def test_an_attack_that_says_it_got_through_is_found(place, tmp_path):
    text = recording(**{place: "x got through: opened ['AF_INET']"}).to_json()
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert hostile.got_through(tmp_path) == {"77": "opened ['AF_INET']"}
    (tmp_path / "a.json").write_text(recording(**{place: "refused"}).to_json(), encoding="utf-8")
    assert hostile.got_through(tmp_path) == {}


def test_a_line_of_the_attack_itself_in_an_exception_is_no_success(tmp_path):
    raised = Raised("OSError", "refused", 3, 'return f"got through: {open(path)}"')
    record = Record(Case("diagnose", {}, "diagnose()"), Outcome("raised", error=raised))
    text = replace(recording(), records=(record,)).to_json()
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert hostile.got_through(tmp_path) == {}


def test_the_figures_count_what_attacks_did():
    faults = [hostile.Fault("a", "gained"), hostile.Fault("b", "left"), hostile.Fault("c")]
    assert hostile.figures(faults, 12, 3) == (
        "12 hostile examples ran: 1 gained points that they do not declare, "
        "0 read a key or a canary, 0 got through, 1 left a trace, 0 changed an honest report; "
        "3 not run for a missing layer."
    )


def test_only_more_points_than_declared_are_gained():
    declared = hostile.Attack(1.0, frozenset())
    assert hostile.gained(declared, report(1.5))
    assert not hostile.gained(declared, report(0.5))


def test_times_are_no_part_of_a_report_that_is_compared():
    first = replace(report(1.0), timing={"seconds": 1.0})
    assert hostile.without_times(first) == hostile.without_times(replace(first, timing={}))
    assert hostile.without_times(first) != hostile.without_times(report(2.0))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: f"{path.parents[2].name}/{path.name}")
def test_an_attack_names_the_layer_that_holds_what_it_tries(path):
    attack = _example(path, rubrics.load(path.parents[2].name)).attack
    code = path.read_text(encoding="utf-8").split('"""', 2)[2]
    tried = {layer for layer, words in TRIES.items() if re.search(words, code)}
    assert tried <= attack.layers


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: f"{path.parents[2].name}/{path.name}")
def test_an_attack_that_fails_either_way_says_where_it_got_through(path):
    example = _example(path, rubrics.load(path.parents[2].name))
    if "memory" in example.declared.values():
        assert "resource_limits" in example.attack.layers
    if example.attack.layers & {"filesystem", "network"} and "fail" in example.declared.values():
        assert "got through: " in path.read_text(encoding="utf-8")


def test_an_attack_is_not_run_where_its_layer_is_off():
    rubric = rubrics.load("optimizers")
    assert not_run(rubric, ROOT, []) == []
    names = [Path(name).stem for name in not_run(rubric, ROOT, ["network"])]
    assert "opens_a_connection" in names
    assert "reads_the_key" not in names
    assert "reads_the_key" in [Path(n).stem for n in not_run(rubric, ROOT, ["filesystem"])]
