import pytest

from graders.intake.magics import cleaned
from graders.intake.unusable import NotPython


def test_a_cell_that_is_python_stays_as_it_is():
    source = "rate = 10\nrate\n%2\n"
    assert cleaned("x = (10\n%3)\n").text == "x = (10\n%3)\n"
    with pytest.raises(NotPython):
        cleaned(source.replace("%2", "return"))


@pytest.mark.parametrize(
    "line",
    [
        "%matplotlib inline",
        "!pip install keras",
        "halving?",
        "?halving",
        "halving??",
        "files = !ls *.py",
        "out = %who_ls",
        "%timeit halving(1)",
        "%cd /content",
    ],
)
def test_a_magic_line_becomes_a_comment_of_the_same_number_of_lines(line):
    found = cleaned(f"x = 1\n{line}\ny = 2")
    assert found.text == f"x = 1\n# {line}\ny = 2"
    assert found.removed == ((2, line),)


def test_the_statement_that_is_timed_stays():
    assert cleaned("%time model = build()").text == "model = build()"


@pytest.mark.parametrize("magic", ["%%time", "%%capture out", "%%capture\n%%time"])
def test_the_body_of_a_timed_or_captured_cell_stays(magic):
    lines = cleaned(f"{magic}\nx = 1").text.split("\n")
    assert lines[-1] == "x = 1"
    assert len(lines) == magic.count("\n") + 2


@pytest.mark.parametrize("magic", ["%%bash", "%%timeit", "%%writefile schedules.py", "%%html"])
def test_a_cell_in_another_language_goes_and_keeps_its_lines(magic):
    found = cleaned(f"\n{magic}\nx = 1")
    assert found.language == magic.split()[0]
    assert found.text == f"# \n# {magic}\n# x = 1"


def test_a_magic_inside_a_block_leaves_the_block_whole():
    assert (
        cleaned("if x:\n    !pip install keras\n").text == "if x:\n    pass  # !pip install keras\n"
    )


def test_a_shell_command_over_several_lines_goes_whole():
    found = cleaned("!pip install \\\n    keras\nx = 1")
    assert found.text == "# !pip install \\\n#     keras\nx = 1"


def test_text_that_looks_like_a_magic_stays():
    source = '%matplotlib inline\ntext = """\n% of the rate\nwhy?\n"""'
    assert cleaned(source).text == "# " + source


def test_a_quotation_mark_in_a_shell_line_hides_nothing():
    source = '!echo """\nx = 1\n!ls'
    assert cleaned(source).text == '# !echo """\nx = 1\n# !ls'


def test_a_cell_that_is_wrong_beside_its_magic_is_not_python():
    with pytest.raises(NotPython, match="line 2"):
        cleaned("%matplotlib inline\ndef halving(:\n")
