import pytest

from .samples import HALVING, WARMUP, code, markdown, notebook, of_cells, submitted


def test_nothing_is_absent_when_all_is_there():
    assert submitted(HALVING + WARMUP).absent == {}


def test_a_missing_task_is_named():
    assert submitted("x = 1").absent == {
        "halving": "The file defines no function called `halving`.",
        "Warmup": "The file defines no class called `Warmup`.",
    }


@pytest.mark.parametrize("name", ["halfing", "Halving", "halving_", "havling"])
def test_a_near_miss_is_asked_about(name):
    text = submitted(f"def {name}(): pass\n{WARMUP}").absent["halving"]
    assert f"is `{name}` meant? Then rename it to `halving`." in text


def test_a_declaration_without_a_value_is_no_definition():
    assert "halving" in submitted("halving: int").absent


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("def outer():\n    def halving(): pass", "line 2, inside `outer`; move it out"),
        ("class Outer:\n    def halving(self): pass", "line 2, inside `Outer`; move it out"),
        ("if __name__ == '__main__':\n    def halving(): pass", "started by hand; move it out"),
    ],
)
def test_a_definition_that_lies_too_deep_is_found(text, words):
    assert words in submitted(text).absent["halving"]


def test_a_task_in_a_markdown_cell_is_told_with_the_cell_and_its_type():
    text = notebook(code(WARMUP), markdown(HALVING))
    absent = submitted(text, "schedules.ipynb").absent
    assert absent == {
        "halving": "`halving` stands in cell 2, which is a Markdown cell; change its type to code."
    }


def test_a_raw_cell_is_called_raw():
    raw = {"cell_type": "raw", "metadata": {}, "source": HALVING}
    text = submitted(notebook(code(WARMUP), raw), "schedules.ipynb").absent["halving"]
    assert "is a raw cell" in text


def test_text_about_a_task_is_not_its_definition():
    text = notebook(code(WARMUP), markdown("# Task halving\nUse `halving(1)`; halving == 2"))
    assert "defines no function" in submitted(text, "schedules.ipynb").absent["halving"]


def test_a_task_that_is_also_in_a_code_cell_is_there():
    text = notebook(markdown(HALVING), code(HALVING), code(WARMUP))
    assert submitted(text, "schedules.ipynb").absent == {}


def test_a_task_in_a_broken_cell_is_told_with_the_line():
    absent = of_cells(WARMUP, "def halving(rate):\n    retrun rate").absent
    assert absent == {
        "halving": "`halving` stands in cell 2, which is not valid Python, line 2 "
        "(`retrun rate`): invalid syntax."
    }


def test_a_task_in_a_cell_that_is_written_to_a_file_is_told():
    absent = of_cells(WARMUP, f"%%writefile schedules.py\n{HALVING}").absent
    assert "cell 2, which begins with `%%writefile`" in absent["halving"]
