"""A seeded sample of each assignment's mutants; `lrgrade verify --mutants` grades all of them."""

import random
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from graders import course, rubrics, workers
from graders.authoring.mutants import Mutant
from graders.authoring.survivors import Survivor, all_mutants, declared, faults, surviving

ROOT = course.root()
# Those whose mutants were all graded once; a file without entries says that none survives.
GRADED = [
    slug for slug in rubrics.slugs() if (ROOT / "solutions" / slug / "survivors.toml").is_file()
]
SAMPLE = 6
SAME = Mutant("f", 3, "return x * 1.0", "return x", "...")
SEEN = Mutant("f", 4, "return x", "return -x", "...")
EXCUSE = Survivor("f", "return x * 1.0", "return x", "The same number.")


def finished(reports, total):
    return reports


@pytest.fixture
def here(monkeypatch, warm):
    """An executor that grades in this process, with the warm process that all tests share."""
    monkeypatch.setattr(workers, "own_runner", lambda: warm)
    return partial(ThreadPoolExecutor, 1)


@pytest.mark.parametrize("slug", GRADED)
def test_a_sample_of_mutants_loses_points_or_is_declared(here, slug):
    rubric = rubrics.load(slug)
    chosen = random.Random(slug).sample(all_mutants(rubric, ROOT), SAMPLE)
    excused = declared(rubric, ROOT)
    alive = surviving(rubric, chosen, here, finished)
    assert [one.name for one in alive if not any(e.is_of(one) for e in excused)] == []


@pytest.mark.parametrize("slug", GRADED)
def test_every_declared_survivor_is_a_mutant_and_has_a_reason(slug):
    known = all_mutants(rubrics.load(slug), ROOT)
    for one in declared(rubrics.load(slug), ROOT):
        assert any(map(one.is_of, known)), one
        assert one.reason.endswith(".")


def test_a_mutant_that_is_right_as_well_survives(here):
    rubric = rubrics.load("optimizers")
    known = [one for one in all_mutants(rubric, ROOT) if one.task == "fine_tuning_rate"]
    right = next(one for one in known if one.now == "return scratch_lr / factor")
    wrong = next(one for one in known if one.now == "if factor <= 1:")
    assert surviving(rubric, [right, wrong], here, finished) == [right]


def test_a_survivor_that_nobody_declared_is_a_fault_with_its_remedy():
    (fault,) = faults([], [SAME, SEEN], [SAME])
    assert fault.startswith("No check notices that in f, line 3: `return x * 1.0` became")
    assert "declare it in survivors.toml" in fault


def test_a_declared_survivor_is_no_fault():
    assert list(faults([EXCUSE], [SAME, SEEN], [SAME])) == []


def test_an_excuse_for_a_mutant_that_is_noticed_or_absent_is_a_fault():
    (noticed,) = faults([EXCUSE], [SAME, SEEN], [])
    assert "a check notices it. Take it out." in noticed
    (absent,) = faults([EXCUSE], [SEEN], [])
    assert "there is none. Take it out." in absent
