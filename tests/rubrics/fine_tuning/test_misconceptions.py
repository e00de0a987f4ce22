"""Which known mistake of `fine_tuning` is told first, and none where nothing is known."""

from types import SimpleNamespace

import numpy as np
import pytest

from graders.judge.declare import known_of
from graders.judge.forward import shipped
from graders.rubrics.fine_tuning import misconceptions

SETTINGS = {"epochs": 15, "batch_size": 24, "learning_rate": 5e-3}


def told(probe, **seen):
    for known, recognises in known_of(misconceptions):
        try:
            if probe in known.probes and recognises(SimpleNamespace(**seen)):
                return known.id
        except (AttributeError, TypeError):
            continue
    return None


def weights(changed=()):
    before = shipped(False)
    return {name: array + (name in changed) for name, array in before.items() if "head" not in name}


def attached(model="keras.Model", after=None, missing=()):
    return {
        "model": model,
        "logits": None if after is None else np.array([[-1.0, 2.0]]),
        "missing": list(missing),
        "batch_norm": False,
        "after": after,
        "head_moved": 1.0,
    }


def test_a_tuple_is_no_model_with_a_part_left_out():
    assert told("attach_head", **attached("(model, base)", missing=["all"])) == "not_a_model"


def test_a_part_of_the_base_is_not_the_whole_base():
    kernels = [name for name in weights() if name.endswith("kernel")]
    assert told("attach_head", **attached(after=weights(kernels[-1:]))) == "partly_frozen"
    assert told("attach_head", **attached(after=weights(kernels))) == "M151"


@pytest.mark.parametrize(
    ("updates", "rate", "id"),
    [
        (384, 5e-3, "epochs_and_batch_size_swapped"),
        (10, 5e-3, "M165"),
        (153, 0.05, "not_compiled"),
        (120, 5e-3, "batch_size_ignored"),
        (150, 1e-3, "M003"),
    ],
)
def test_updates_and_rate_tell_what_went_wrong_in_train_head(updates, rate, id):
    seen = {"settings": SETTINGS, "rows": 240, "updates": updates, "rate": rate}
    assert told("train_head", **seen, head_moved=1.0) == id


def listed(arguments, *values, kind="float"):
    items = [{"value": value, "type": kind, "text": repr(value)} for value in values]
    return {"arguments": arguments, "type": "list", "items": items}


def test_a_number_is_no_array_that_becomes_a_list():
    assert told("layer_lrs", arguments=[4, 1.0, 0.5], type="float", items=[]) == "one_number"
    assert told("layer_lrs", arguments=[4, 1.0, 0.5], type="ndarray", items=[]) == "not_a_list"


def test_a_return_inside_the_loop_leaves_one_entry():
    assert told("layer_lrs", **listed([4, 1.0, 0.5], 0.125)) == "one_entry"
    assert told("layer_lrs", **listed([1, 1.0, 0.5], 0.7)) is None


def test_truth_values_are_no_indices():
    seen = listed([0, 2], False, True, kind="bool")
    assert told("trainable_groups", **seen) == "flags_for_indices"


@pytest.mark.parametrize(
    ("base", "head", "id"),
    [
        (0.1, 0.0, "rest_frozen"),
        (0.0, 0.4, "base_frozen"),
        (1.6, 0.4, "ratio_upside_down"),
        (0.4, 0.4, "M169"),
        (3.0, 3.0, "K10"),
    ],
)
def test_how_far_both_parts_move_tells_what_went_wrong(base, head, id):
    rates = {"base_lr": 0.1, "head_lr": 0.4, "signs": [1.0]}
    seen = {"base": [[base]], "head": [[head]], "frozen": [[0.0]]}
    assert told("compile_discriminative", **rates, **seen) == id
