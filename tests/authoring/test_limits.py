"""Derived time limits, and what a task's text promises."""

from types import SimpleNamespace

import pytest

from graders.authoring.limits import derived, write

RUBRIC = """# Kept as it is.
[[tasks]]
name = "quick"
seconds = 99

[[tasks]]
name = "long"
seconds = 99
promised = 150
"""


@pytest.mark.parametrize(("slowest", "limit"), [(0.0, 10), (0.2, 10), (3.0, 60), (10.0, 200)])
def test_the_limit_is_a_multiple_of_the_slowest_and_never_under_the_floor(slowest, limit):
    assert derived(slowest) == limit


@pytest.mark.parametrize(("slowest", "limit"), [(1.0, 150), (16.0, 320)])
def test_no_limit_goes_below_what_the_text_promises(tmp_path, slowest, limit):
    path = tmp_path / "rubric.toml"
    path.write_text(RUBRIC, encoding="utf-8")
    write(SimpleNamespace(folder=tmp_path), {"long": slowest})
    after = RUBRIC.replace("99", "10", 1).replace("99", str(limit))
    assert path.read_text(encoding="utf-8") == after
