"""The visible checks of the made-up assignment."""

from graders.judge.declare import points
from graders.judge.expectations import exactly, plain


@points(2, why="Twice is twice.", try_="multiply by 2.")
def check_double_value(double):
    """Twice the number."""
    assert double.returned == plain(2 * double.x)


@points(
    1,
    why="Halves stay halves.",
    try_="do not round.",
    needs=("check_double_value",),
    where={"x": 1.5},
)
def check_double_kind(double):
    """A float."""
    assert double.returned["type"] == exactly("float")


@points(1, why="A name has letters.", try_="return a text.")
def check_name_length(name):
    """A text of five letters."""
    assert name.length == exactly(5)
