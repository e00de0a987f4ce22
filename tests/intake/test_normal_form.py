import ast

import pytest

from graders.intake.normal_form import listed, of_script
from graders.intake.unusable import Unusable

from .samples import HALVING, code, markdown, notebook, of_cells, refused, submitted, texts


def test_a_script_keeps_its_text():
    form = of_script(HALVING)
    assert form.text == HALVING
    assert form.place(3) == "line 3"


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_an_empty_script_is_refused(text):
    with pytest.raises(Unusable, match="empty"):
        of_script(text)


def test_a_script_that_is_not_python_is_refused_with_line_text_and_message():
    reason = refused(f"{HALVING}def other(:\n")
    assert "line 3 (`def other(:`): invalid syntax" in reason


def test_a_script_with_notebook_commands_is_read_without_them():
    submission = submitted(f"!pip install keras\n{HALVING}%matplotlib inline\n")
    assert "halving" not in submission.absent
    (text,) = texts(submission, "magic")
    assert "line 1 (`!pip install keras`), line 4 (`%matplotlib inline`)" in text


def test_a_script_that_is_wrong_beside_its_commands_names_its_own_line():
    assert "line 2 (`def other(:`)" in refused("x = 1\ndef other(:\n%matplotlib inline\n")


def test_cells_are_joined_with_their_numbers_and_places():
    text = notebook(markdown("# Rates"), code(HALVING), markdown("x"), code("\nx = halving"))
    submission = submitted(text, "schedules.ipynb")
    lines = submission.whole.split("\n")
    assert [line for line in lines if line.startswith("#")] == ["# cell 2", "# cell 4"]
    assert submission.places[lines.index("x = halving") + 1] == "cell 4, line 2"
    assert submission.places[2] == "cell 2, line 1"


def test_a_broken_cell_costs_only_itself():
    submission = of_cells("x = (", HALVING)
    assert submission.absent.keys() == {"Warmup"}
    (text,) = texts(submission, "broken_cell")
    assert text.startswith("Cell 1 is not valid Python, line 1 (`x = (`)")


def test_magics_of_all_cells_get_one_note():
    submission = of_cells("%matplotlib inline", f"%%time\n{HALVING}", "%%bash\nls")
    (text,) = texts(submission, "magic")
    assert "cell 1, line 1 (`%matplotlib inline`), cell 2, line 1" in text
    assert "halving" not in submission.absent


def test_nothing_of_ours_stands_before_a_cell_magic_or_in_a_namespace():
    submission = of_cells(f"%%time\n{HALVING}", "score = 1\ncell = 2")
    names = {
        node.id for node in ast.walk(ast.parse(submission.whole)) if isinstance(node, ast.Name)
    }
    assert names == {"rate", "score", "cell"}


def test_await_in_a_cell_is_exploration():
    submission = of_cells("import asyncio\nawait asyncio.sleep(1)", HALVING)
    assert "await" not in submission.whole
    compile(submission.whole, "x", "exec")


def test_a_future_import_may_stand_in_a_later_cell():
    submission = of_cells("x = 1", f"from __future__ import annotations\n{HALVING}")
    assert "from __future__" in submission.needed


def test_a_colab_form_is_an_ordinary_assignment():
    submission = of_cells('#@title Answers\nS3 = "small" #@param ["small"]', 'QUIZ = {"S3": S3}')
    assert submission.quiz == {"S3": "small"}


@pytest.mark.parametrize("cells", [[], [markdown(HALVING)], [code("")], [code("%%bash\nls")]])
def test_a_notebook_without_code_is_refused(cells):
    assert "no code cell" in refused(notebook(*cells), "schedules.ipynb")


def test_a_notebook_of_broken_cells_is_refused_with_the_first():
    reason = refused(notebook(code("x = ("), code("y = (")), "schedules.ipynb")
    assert "cell 1, line 1 (`x = (`)" in reason


def test_a_list_in_a_sentence_has_an_end():
    assert listed(list("abcdef")) == "a, b, c, d, e, f"
    assert listed(list("abcdefgh")) == "a, b, c, d, e, f and 2 more"
