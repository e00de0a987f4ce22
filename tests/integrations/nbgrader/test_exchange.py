"""From release to feedback through nbgrader's exchange: what nbgrader adds disturbs nothing.

Instructor and students have folders and settings of their own, and only the exchange in common.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graders import isolation

from .conftest import Course
from .notebooks import ALL, good, published

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange there")

IDS = ["=cmd|' C calc'!A0", "Zoë Ö", 'say "hi"', "a b,c", "late"]
SETTINGS = """
c.Exchange.root = {root!r}
c.Exchange.cache = {cache!r}
c.CourseDirectory.course_id = "rates"
"""

FETCH = """
c.ExchangeFactory.fetch_feedback = "graders.integrations.nbgrader.fetch_feedback.FetchFeedback"
"""


class Exchange:
    """A course whose assignment is released, and its students' folders."""

    def __init__(self, course: Course, folder: Path, slug: str = "optimizers") -> None:
        self.course, self.folder = course, folder
        self.inbound = folder / "exchange" / "rates" / "inbound"
        config = course.root / "nbgrader_config.py"
        config.write_text(config.read_text("utf-8") + self._settings("instructor"), "utf-8")
        self.run("release_assignment", slug)

    def _settings(self, name: str) -> str:
        return SETTINGS.format(
            root=str(self.folder / "exchange"), cache=str(self.folder / "cache" / name)
        )

    def run(self, *command: str) -> None:
        assert self.course.nbgrader(*command) == 0, self.course.log

    def student(self, name: str) -> Course:
        """The folder that a student works in; it has no settings of the course."""
        home = self.folder / f"home {name.encode().hex()}"
        if not home.exists():
            home.mkdir()
            text = "c = get_config()\n" + self._settings(home.name)
            (home / "nbgrader_config.py").write_text(text, "utf-8")
            mine = Course(home)
            assert mine.nbgrader("fetch_assignment", "optimizers") == 0, mine.log
        return Course(home)

    def submit(self, name: str, content: object, file="optimizers.ipynb") -> None:
        """Hand in one file instead of the one that was fetched."""
        mine = self.student(name)
        (mine.root / "optimizers" / "optimizers.ipynb").unlink(missing_ok=True)
        written = mine.hand_in(name, content, name=file)
        written.replace(mine.root / "optimizers" / file)
        assert mine.nbgrader("submit", "optimizers", f"--student={name}") == 0, mine.log

    def page(self, name: str) -> list[Path]:
        """The pages that a student gets with `fetch_feedback`."""
        mine = self.student(name)
        assert mine.nbgrader("fetch_feedback", "optimizers", f"--student={name}") == 0, mine.log
        return sorted((mine.root / "optimizers" / "feedback").rglob("*.html"))

    def due_now(self) -> None:
        with self.course.gradebook() as gradebook:
            now = datetime.now(UTC).replace(tzinfo=None)
            gradebook.find_assignment("optimizers").duedate = now
            gradebook.db.commit()


@pytest.fixture
def exchange(course, tmp_path):
    return Exchange(course, tmp_path)


def feed_back(exchange, slug="optimizers"):
    exchange.run("generate_feedback", slug)
    exchange.run("release_feedback", slug)


def whole_cycle(exchange, answer):
    for name in IDS[:-1]:
        exchange.submit(name, answer)
    exchange.submit("eve", published())
    exchange.due_now()
    exchange.submit("late", answer)
    exchange.run("collect", "optimizers")
    exchange.run("autograde", "optimizers")
    feed_back(exchange)


def what_all_have(exchange, points):
    course = exchange.course
    for name in IDS:
        assert course.score(name) == pytest.approx(points)
        (page,) = exchange.page(name)
        assert page.name == "optimizers.html"
        kept = course.root / "autograded" / name / "optimizers"
        assert {path.name for path in kept.iterdir()} == {
            "optimizers.ipynb",
            "timestamp.txt",
            "submission_secret.txt",
        }
    assert course.score("eve") == 0
    with course.gradebook() as gradebook:
        late = {n: gradebook.find_submission("optimizers", n).total_seconds_late for n in IDS}
    assert [name for name in IDS if late[name] > 0] == ["late"]


def test_the_whole_cycle_through_the_exchange(exchange):
    whole_cycle(exchange, good())
    what_all_have(exchange, ALL)


@pytest.mark.slow
@pytest.mark.skipif(bool(isolation.lacking(isolation.DEMANDED)), reason="grades code for real")
def test_the_whole_cycle_with_the_real_grader(released, tmp_path):
    exchange = Exchange(released.copy(tmp_path / "course"), tmp_path)
    solution = released.root / "solutions" / "optimizers" / "optimizers.ipynb"
    whole_cycle(exchange, solution.read_text("utf-8"))
    what_all_have(exchange, 13.8)


def test_list_names_what_is_released(exchange):
    mine = exchange.student("ada")
    assert mine.nbgrader("list") == 0
    assert "rates optimizers" in mine.log


def test_a_script_is_collected_and_a_renamed_notebook_gets_its_page(exchange):
    exchange.submit("ada", "def set_lr():\n    # right\n    return 1\n", "optimizers.py")
    exchange.submit("bob", good(), "my optimizers.ipynb")
    exchange.run("collect", "optimizers")
    exchange.run("autograde", "optimizers")
    feed_back(exchange)
    assert exchange.course.score("ada") == ALL
    assert exchange.course.score("bob") == ALL
    assert [page.name for page in exchange.page("bob")] == ["my optimizers.html"]


def test_who_handed_in_a_script_alone_gets_a_page(exchange):
    exchange.submit("ada", "def set_lr():\n    # right\n    return 1\n", "optimizers.py")
    exchange.submit("bob", good())
    exchange.run("collect", "optimizers")
    exchange.run("autograde", "optimizers")
    feed_back(exchange)
    assert exchange.page("ada") == [], "nbgrader's own looks for notebooks"
    with (exchange.student("ada").root / "nbgrader_config.py").open("a") as file:
        file.write(FETCH)
    (page,) = exchange.page("ada")
    assert page.name == "optimizers.html"
    assert "11.0 / 13.8" in page.read_text("utf-8")
    assert len(exchange.page("bob")) == 1


def test_the_latest_of_several_attempts_counts(exchange):
    exchange.submit("ada", published())
    exchange.run("collect", "optimizers")
    exchange.run("autograde", "optimizers")
    feed_back(exchange)
    exchange.submit("ada", good())
    exchange.run("collect", "optimizers", "--update")
    exchange.run("autograde", "optimizers")
    assert exchange.course.score("ada") == ALL
    feed_back(exchange)
    first, second = exchange.page("ada")
    assert "0.0 / 13.8" in first.read_text("utf-8")
    assert "11.0 / 13.8" in second.read_text("utf-8")


def test_a_folder_that_is_no_submission_stops_nobody(exchange):
    exchange.submit("ada", good())
    for name in ("x+optimizers+yesterday+abc", "a\nb+optimizers+2026-01-01 00:00:00 UTC+abc"):
        (exchange.inbound / name).mkdir()
    exchange.submit("zoe", good())
    assert exchange.course.nbgrader("collect", "optimizers") == 1
    assert "x+optimizers+yesterday+abc" in exchange.course.log
    assert "line break" in exchange.course.log
    found = sorted(path.name for path in (exchange.course.root / "submitted").iterdir())
    assert found == ["ada", "zoe"]


def test_a_submission_that_cannot_be_copied_leaves_nothing(exchange, monkeypatch):
    exchange.submit("ada", good())
    exchange.submit("bob", good())
    (folder,) = exchange.inbound.glob("ada+*")
    os.mkfifo(folder / "pipe")
    assert exchange.course.nbgrader("collect", "optimizers") == 1
    assert "ada+optimizers" in exchange.course.log
    submitted = exchange.course.root / "submitted"
    assert not (submitted / "ada" / "optimizers").exists()
    assert (submitted / "bob" / "optimizers" / "optimizers.ipynb").exists()


def test_a_link_brings_nobody_elses_file(exchange):
    exchange.submit("ada", good())
    exchange.submit("eve", "{}", "notes.ipynb")
    (folder,) = exchange.inbound.glob("eve+*")
    solution = exchange.course.root / "solutions" / "optimizers" / "optimizers.ipynb"
    (folder / "optimizers.ipynb").symlink_to(solution)
    exchange.run("collect", "optimizers")
    found = {path.name for path in (exchange.course.root / "submitted/eve/optimizers").iterdir()}
    assert "optimizers.ipynb" not in found
    assert "is a link" in exchange.course.log


def test_who_was_not_collected_is_named_and_the_others_get_their_pages(exchange):
    exchange.submit("zoe", good())
    exchange.run("collect", "optimizers")
    exchange.course.hand_in("ada", good())
    exchange.run("autograde", "optimizers")
    exchange.run("generate_feedback", "optimizers")
    assert exchange.course.nbgrader("release_feedback", "optimizers") == 1
    assert "'ada'" in exchange.course.log
    assert len(exchange.page("zoe")) == 1


def test_feedback_that_nobody_made_is_an_error(exchange):
    assert exchange.course.nbgrader("release_feedback", "optimizers") == 1
    assert "nbgrader generate_feedback optimizers" in exchange.course.log


def test_release_names_a_refused_file_that_waits_for_a_person(exchange):
    exchange.submit("ada", "not json")
    exchange.submit("bob", good())
    exchange.run("collect", "optimizers")
    exchange.run("autograde", "optimizers")
    feed_back(exchange)
    assert "waiting for a person" in exchange.course.log
    assert "'ada' optimizers: set_lr" in exchange.course.log
    assert "'bob'" not in exchange.course.log.split("waiting for a person")[1].split("Released")[0]


def test_release_names_an_explanation_that_nobody_confirmed(exchange):
    course = exchange.course
    answered = (course.root / "solutions/schedules/schedules.ipynb").read_text("utf-8")
    course.hand_in("ada", answered, "schedules")
    course.hand_in("ada", "a secret", "schedules", "submission_secret.txt")
    exchange.run("autograde", "schedules")
    exchange.run("generate_feedback", "schedules")
    exchange.run("release_feedback", "schedules")
    assert "1 waiting for a person:\n'ada' schedules: EXPLANATIONS" in course.log
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("EXPLANATIONS", "schedules", "schedules", "ada")
        grade.manual_score, grade.needs_manual_grade = 3.0, False
        gradebook.db.commit()
    exchange.run("release_feedback", "schedules")
    assert "waiting" not in course.log
