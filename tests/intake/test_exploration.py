from .samples import HALVING, WARMUP, code, markdown, notebook, of_cells, submitted, texts


def test_what_was_tried_out_is_listed_by_line():
    tried = "print(halving(1))\nfor x in y:\n    fit(x)\n\n\nassert x\n"
    (text,) = texts(submitted(HALVING + tried), "not_run")
    assert "at no cost of time or points: lines 3 to 5, line 8." in text


def test_what_was_tried_out_in_a_notebook_is_listed_by_cell():
    notes = notebook(markdown("# Rates"), code(HALVING), code("fit(1)\nfit(2)"), code("plot()"))
    (text,) = texts(submitted(notes, "schedules.ipynb"), "not_run")
    assert "points: cell 3, cell 4." in text


def test_a_long_list_is_cut():
    tried = "fit()\n\n" * 9
    (text,) = texts(submitted(HALVING + tried), "not_run")
    assert "line 13 and 3 more." in text


def test_what_nobody_expects_to_be_run_is_not_mentioned():
    quiet = [
        '"""A docstring."""',
        "import os, numpy as np",
        "from keras import layers",
        "SIZE: int = 32",
        'QUIZ = {"S3": "small".strip()}',
        "QUIZ.update(S3='small')",
        'EXPLANATIONS = {"why": dedent("Because.")}',
        "def other(): pass",
        "...",
        "halving",
        "if __name__ == '__main__':\n    fit()",
    ]
    assert not texts(submitted("\n".join([*quiet, HALVING, WARMUP])), "not_run")


def test_input_is_explained():
    (text,) = texts(submitted(f"{HALVING}rate = float(input('rate'))"), "not_run")
    assert "Nobody can type while your work is graded" in text


def test_two_definitions_are_told_with_both_places():
    (text,) = texts(submitted(f"{HALVING}\n{HALVING}"), "defined_twice")
    assert text == "`halving` is defined in line 1 and line 4; the last one counts."
    (text,) = texts(of_cells("x = 1", HALVING, HALVING), "defined_twice")
    assert "cell 2, line 1 and cell 3, line 1;" in text


def test_a_definition_that_wraps_the_first_is_not_a_second_one():
    assert not texts(submitted(f"{HALVING}halving = cache(halving)\n"), "defined_twice")


def test_a_change_of_an_attribute_is_not_a_definition():
    assert not texts(submitted(f"{HALVING}halving.calls = 0\n"), "defined_twice")
