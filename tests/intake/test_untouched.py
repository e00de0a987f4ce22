"""The stub that nobody touched, beside the file that somebody worked on."""

import shutil

import pytest

from graders import course, rubrics
from graders.intake import collect
from graders.intake.reading import read
from graders.intake.untouched import is_untouched
from graders.submission import Refusal

ASSIGNMENTS = course.root() / "assignments"
SOLUTIONS = course.root() / "solutions"
KNOWN = rubrics.load_all()


def untouched(slug, text, ending="py"):
    return is_untouched(
        read(f"{slug}.{ending}", text.encode(), KNOWN, slug), KNOWN[slug].task_names
    )


@pytest.mark.parametrize("slug", rubrics.slugs())
@pytest.mark.parametrize("ending", ["py", "ipynb"])
def test_every_stub_is_untouched_and_no_solution_is(slug, ending):
    stub = ASSIGNMENTS / slug / f"{slug}.{ending}"
    assert untouched(slug, stub.read_text(encoding="utf-8"), ending)
    solution = SOLUTIONS / slug / f"{slug}.{ending}"
    assert not untouched(slug, solution.read_text(encoding="utf-8"), ending)


@pytest.mark.parametrize(
    "done",
    [
        "def halving(initial_lr, steps):\n    return 1\n",
        "halving = lambda *args: 1\n",
        "class WarmupLinear:\n    def __call__(self, step):\n        return 1\n",
        'QUIZ = {{"{}": "warmup"}}\n'.format(KNOWN["schedules"].quiz[0].id),
        'EXPLANATIONS = {"set_up_scheduling": "First a warm-up."}\n',
    ],
)
def test_one_thing_that_was_done_is_enough(done):
    stub = (ASSIGNMENTS / "schedules/schedules.py").read_text(encoding="utf-8")
    assert not untouched("schedules", stub + "\n" + done)


def test_what_was_tried_out_beside_the_tasks_is_not_yet_work():
    stub = (ASSIGNMENTS / "schedules/schedules.py").read_text(encoding="utf-8")
    assert untouched("schedules", stub + "\nprint(1)\nx = 2\n")


@pytest.fixture
def both(tmp_path):
    for ending in ("py", "ipynb"):
        shutil.copy(ASSIGNMENTS / f"schedules/schedules.{ending}", tmp_path)
    return tmp_path


@pytest.mark.parametrize("ending", ["py", "ipynb"])
def test_the_form_that_somebody_worked_in_counts(both, ending):
    shutil.copy(SOLUTIONS / f"schedules/schedules.{ending}", both)
    (result,) = collect([both], KNOWN)
    assert result.path == str(both / f"schedules.{ending}")
    assert any("was not read" in note.text for note in result.notes)


def test_work_in_both_forms_is_refused_still(both):
    for ending in ("py", "ipynb"):
        shutil.copy(SOLUTIONS / f"schedules/schedules.{ending}", both)
    (result,) = collect([both], KNOWN)
    assert isinstance(result, Refusal)
    assert "2 files for schedules" in result.reason
