"""What `verify` demands of hostile examples: no point, no key, no trace, and the right machine."""

from collections import Counter
from pathlib import Path

import pytest

from graders import course, rubrics
from graders.authoring import hostile
from graders.authoring.verify import _example, not_run
from graders.recording import Case, Outcome, Record, Recording
from graders.report import Check, Report, TaskReport

ROOT = course.root()
EXAMPLES = [
    path
    for slug in rubrics.slugs()
    for path in rubrics.load(slug).folder.glob("examples/hostile/*")
    if path.name != "__pycache__"
]


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


def test_a_file_that_came_or_went_is_a_fault(tmp_path):
    for name in ("graders/a.py", "tests/b.py", "graders/__pycache__/a.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    before = hostile.files(tmp_path)
    assert list(hostile.left_behind(before, hostile.files(tmp_path), tmp_path)) == []
    (tmp_path / "graders" / "planted.py").touch()
    (tmp_path / "tests" / "b.py").unlink()
    told = list(hostile.left_behind(before, hostile.files(tmp_path), tmp_path))
    assert [Path(text.split()[0]) for text in told] == [
        Path("graders/planted.py"),
        Path("tests/b.py"),
    ]


def test_an_attack_is_not_run_where_its_layer_is_off():
    rubric = rubrics.load("optimizers")
    assert not_run(rubric, ROOT, []) == []
    names = [Path(name).stem for name in not_run(rubric, ROOT, ["network"])]
    assert "opens_a_connection" in names
    assert "reads_the_key" not in names
    assert "reads_the_key" in [Path(n).stem for n in not_run(rubric, ROOT, ["filesystem"])]
