"""Executed notebooks, where the settings ask for them: what nbgrader gives to its hook."""

from graders.integrations.kernel import executed

from .notebooks import good

OFF = '# c.Autograde.post_convert_hook = "graders.integrations.kernel'
ON = OFF.removeprefix("# ")


def test_the_hook_gets_what_each_student_handed_in(course, monkeypatch):
    monkeypatch.setattr(executed, "executed", lambda text: str(len(text)))
    settings = course.root / "nbgrader_config.py"
    text = settings.read_text("utf-8")
    assert OFF in text
    settings.write_text(text.replace(OFF, ON), "utf-8")
    lengths = {}
    for student in ("ada", "o'neil smith"):
        lengths[student] = len(course.hand_in(student, good()).read_text("utf-8"))
    assert course.nbgrader("autograde", "optimizers") == 0, course.log
    for student, length in lengths.items():
        kept = course.root / "executed" / student / "optimizers" / "optimizers.ipynb"
        assert kept.read_text("utf-8") == str(length)


def test_nothing_is_executed_without_being_asked_for(course):
    course.hand_in("ada", good())
    assert course.nbgrader("autograde", "optimizers") == 0, course.log
    assert not (course.root / "executed").exists()
