import operator

import pytest

from graders.child.placeholder import Placeholder


class Failure(Exception):
    pass


@pytest.fixture
def missing():
    return Placeholder(Failure("no such module"))


@pytest.mark.parametrize(
    "use",
    [
        lambda it: it.attribute,
        lambda it: it.__doc__,
        lambda it: it(),
        lambda it: it(1, name=2),
        lambda it: it[0],
        lambda it: list(it),
        lambda it: len(it),
        lambda it: bool(it),
        lambda it: 1 in it,
        lambda it: str(it),
        lambda it: f"{it}",
        lambda it: float(it),
        lambda it: int(it),
        lambda it: it + 1,
        lambda it: 1 - it,
        lambda it: it * 2,
        lambda it: 2 / it,
        lambda it: it**2,
        lambda it: 2**it,
        lambda it: 7 % it,
        lambda it: -it,
        lambda it: abs(it),
        lambda it: it == 1,
        lambda it: it != 1,
        lambda it: it < 1,
        lambda it: it >= 1,
        lambda it: it & 1,
        lambda it: it @ 1,
        lambda it: round(it),
        lambda it: hash(it),
        lambda it: {it: 1},
        lambda it: repr(it),
        lambda it: setattr(it, "x", 1),
        lambda it: delattr(it, "x"),
        lambda it: operator.setitem(it, 0, 1),
        lambda it: operator.delitem(it, 0),
        lambda it: next(it),
        lambda it: issubclass(int, it),
        lambda it: it.__enter__(),
    ],
)
def test_whatever_is_done_with_it_raises_the_failure(missing, use):
    with pytest.raises(Failure, match="no such module"):
        use(missing)


def test_a_context_manager_of_it_raises_the_failure(missing):
    with pytest.raises(Failure), missing:
        pass


def test_the_same_failure_is_raised_every_time(missing):
    for _ in range(2):
        with pytest.raises(Failure):
            missing()
