"""A new assignment: what the scaffold holds works at once, and nothing is ever overwritten."""

import importlib
import importlib.util
import sys

import pytest

from graders import course, rubrics
from graders.authoring.new import NewError, new
from graders.authoring.publish import publish, stale
from graders.child.plain import plain
from graders.judge.declare import checks_of, declared, known_of
from graders.judge.seen import seen
from graders.recording import Case, Outcome, Record

SLUG = "cooling_down"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A course with the new assignment in it, whose rubric can be loaded and imported."""
    folder = tmp_path / "graders" / "rubrics"
    new(SLUG, tmp_path)
    monkeypatch.setattr(rubrics, "HERE", folder)
    monkeypatch.setattr(rubrics, "__path__", [str(folder)])
    rubrics.load.cache_clear()
    yield tmp_path
    rubrics.load.cache_clear()
    for name in [name for name in sys.modules if SLUG in name]:
        del sys.modules[name]


def part(name):
    return importlib.import_module(f"graders.rubrics.{SLUG}.{name}")


def submission(path):
    spec = importlib.util.spec_from_file_location(SLUG, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def record(path, case: Case):
    result = getattr(part("probes"), case.probe)(
        submission(path), seen(Record(case, Outcome("returned")))
    )
    return seen(Record(case, Outcome("returned", plain(result))))


def failures(path):
    """The checks, visible and hidden, that a submission fails."""
    failed = []
    for name, visible in (("checks", True), ("hidden_checks", False)):
        for id, check in checks_of(part(name)).items():
            for case in (case for case in part("inputs").cases(1) if case.visible is visible):
                try:
                    check(**{case.probe: record(path, case)})
                except AssertionError:
                    failed.append(id)
    return failed


def examples(root, kind):
    return sorted((root / "graders" / "rubrics" / SLUG / "examples" / kind).glob("*.py"))


def test_the_scaffold_lies_where_the_course_looks_for_it(root):
    names = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    rubric = f"graders/rubrics/{SLUG}"
    parts = ("inputs", "probes", "checks", "hidden_checks", "misconceptions", "__init__")
    assert names > {f"{rubric}/{name}.py" for name in parts}
    assert names > {f"solutions/{SLUG}/{SLUG}.py", f"solutions/{SLUG}/quiz.toml"}
    assert all(examples(root, kind) for kind in ("accepted", "wrong", "hostile"))


def test_a_new_assignment_is_published_at_once(root):
    assert len(publish(SLUG, root)) == 3
    assert stale(SLUG, root) == []


def test_its_solution_and_its_accepted_example_pass_every_check(root):
    for path in (root / "solutions" / SLUG / f"{SLUG}.py", *examples(root, "accepted")):
        assert failures(path) == []


def test_its_wrong_example_fails_every_check_and_is_recognised(root):
    (path,) = examples(root, "wrong")
    assert failures(path) == ["check_halved_halves", "check_halved_halves_others"]
    (case, *_) = part("inputs").cases(1)
    assert [
        recognises(record(path, case)) for _, recognises in known_of(part("misconceptions"))
    ] == [True]


def test_its_hidden_checks_are_those_that_the_rubric_lists(root):
    listed = [(check.id, check.title, check.points) for check in rubrics.load(SLUG).hidden]
    found = checks_of(part("hidden_checks"))
    assert listed == [(id, declared(c).title, declared(c).points) for id, c in found.items()]


def test_its_rules_are_those_of_the_other_assignments(root):
    def rules(path):
        text = path.read_text(encoding="utf-8")
        return text[text.index("# **Rules for every task**") : text.index("\n\n# %%")]

    paths = [
        course.root() / "solutions" / slug / f"{slug}.py" for slug in ("optimizers", "schedules")
    ]
    expected = rules(root / "solutions" / SLUG / f"{SLUG}.py")
    assert [rules(path) for path in paths] == [expected] * 2


@pytest.mark.parametrize(
    "slug", ["", "Upper", "two words", "../outside", "1st", "a-b", "lambda", "ä"]
)
def test_a_name_that_cannot_be_a_package_is_refused(tmp_path, slug):
    with pytest.raises(NewError, match="cannot name an assignment"):
        new(slug, tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("place", ["solutions", "graders/rubrics", "assignments"])
def test_a_taken_name_is_refused_and_nothing_is_written(tmp_path, place):
    (tmp_path / place / SLUG).mkdir(parents=True)
    with pytest.raises(NewError, match=f"{place}/{SLUG} exists already"):
        new(SLUG, tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
