"""The checks of `fine_tuning` on results that no probe sends: refused, and no fault of the judge."""

from types import SimpleNamespace

import pytest

from graders.rubrics.fine_tuning.checks import check_attach_head_uses_the_base


@pytest.mark.parametrize("other", [{"text": "another"}, None, 2.0])
def test_outputs_that_are_no_arrays_do_not_show_that_the_base_is_used(other):
    seen = {"logits": {"text": "one"}, "slightly": {"text": "a"}, "without_base": other}
    with pytest.raises(AssertionError):
        check_attach_head_uses_the_base(SimpleNamespace(missing=[], **seen))
