"""The probes of `fine_tuning` on small submissions: what is shared, and what a fault costs."""

import json

from graders.sandbox import Limits

RIGHT = """
import keras

def attach_head(base, n_classes):
    base.trainable = False
    return keras.Sequential([base, keras.layers.Dense(n_classes)])

def compile_discriminative(model, base, base_lr, head_lr, loss):
    model.compile(keras.optimizers.Adam(base_lr), loss)
"""
STUBS = """
def attach_head(base, n_classes):
    raise NotImplementedError()

def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    raise NotImplementedError()

"""
UNFREEZE = """
import keras

def unfreeze(model, base, learning_rate, first_trainable=None):
    for layer in base.layers:
        layer.trainable = True
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(learning_rate), loss)
"""


def _outcomes(warm, source, *cases):
    job = {
        "probes": "graders.rubrics.fine_tuning.probes",
        "file": "fine_tuning.py",
        "source": source,
    }
    asked = [{"probe": probe, "inputs": inputs} for probe, inputs in cases]
    run = warm.run([json.dumps(job).encode(), json.dumps(asked).encode()], Limits(seconds=60))
    assert run.ending == "finished", run
    return json.loads(run.result)["outcomes"]


def test_a_frozen_base_comes_back_as_it_was_shipped(warm):
    (outcome,) = _outcomes(warm, RIGHT, ("attach_head", {"batch_norm": True, "n_classes": 3}))
    seen = outcome["result"]
    assert seen["missing"] == []
    assert seen["head_moved"] > 0
    assert set(seen["after"]) >= {"bn1/moving_mean", "conv1/kernel"}


def test_a_stub_before_it_does_not_cost_unfreeze_its_result(warm):
    first, second, third = _outcomes(
        warm,
        STUBS + UNFREEZE,
        ("attach_head", {"batch_norm": True, "n_classes": 5}),
        ("train_head", {"batch_norm": True, "n_classes": 5, "settings": {}, "images": None}),
        ("unfreeze", {"batch_norm": True, "calls": [[1e-3, None, 2]]}),
    )
    assert first["ending"] == second["ending"] == "not_attempted"
    assert third["ending"] == "returned"
    assert abs(third["result"]["base_step"] - 1e-3) < 1e-6


def test_two_parts_of_one_name_move_by_the_one_rate_they_were_given(warm):
    inputs = {
        "base_lr": 0.01,
        "head_lr": 0.5,
        "shape": "beside",
        "name": "encoder",
        "scale": 100.0,
        "signs": [1.0, -1.0],
        "in_graph": False,
    }
    (outcome,) = _outcomes(warm, RIGHT, ("compile_discriminative", inputs))
    seen = outcome["result"]
    assert len(seen["base"]) == len(seen["head"]) == len(seen["frozen"]) == 2
    assert all(abs(moves[0] - 0.01) < 1e-6 for moves in seen["base"] + seen["head"])
    assert not any(map(any, seen["frozen"]))


def test_an_exit_in_attach_head_is_told_there_and_costs_unfreeze_nothing(warm):
    source = "def attach_head(base, n_classes):\n    raise SystemExit('bye')\n"
    first, second = _outcomes(
        warm,
        source + UNFREEZE + "def train_head(*arguments): pass\n",
        ("attach_head", {"batch_norm": True, "n_classes": 5}),
        ("unfreeze", {"batch_norm": True, "calls": [[1e-3, None, 2]]}),
    )
    assert first["ending"] == "raised"
    assert first["error"]["type"] == "SystemExit"
    assert second["ending"] == "returned"


REPORTS_EACH_BATCH = """
import keras
import tensorflow as tf

LOSS = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

class Own(keras.Model):
    def train_step(self, data):
        with tf.GradientTape() as tape:
            loss = self.compute_loss(y=data[1], y_pred=self(data[0], training=True))
        own = self.trainable_variables
        self.optimizer.apply(tape.gradient(loss, own), own)
        return {"loss": loss}

def attach_head(base, n_classes):
    base.trainable = False
    return Own(base.input, keras.layers.Dense(n_classes)(base.output))

def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    model.compile(keras.optimizers.Adam(learning_rate), LOSS)
    model.fit(x, y, epochs, batch_size, verbose=0)

def unfreeze(model, base, learning_rate, first_trainable=None):
    for layer in base.layers:
        layer.trainable = True
    model.compile(keras.optimizers.Adam(learning_rate), LOSS)
"""


def test_a_loss_reported_for_each_batch_is_taken_as_it_is(warm):
    inputs = {"batch_norm": False, "calls": [[1e-3, None, 20]], "whole": False}
    (outcome,) = _outcomes(warm, REPORTS_EACH_BATCH, ("unfreeze", inputs))
    losses = outcome["result"]["losses"]
    assert len(losses) == 20
    assert all(0 < loss < 3 for loss in losses)


def test_swapped_epochs_are_counted_and_endless_ones_are_stopped(warm):
    once = {"learning_rate": 1e-3, "epochs": 1, "batch_size": 60}
    inputs = {"batch_norm": True, "n_classes": 5, "settings": once, "images": None}
    (outcome,) = _outcomes(warm, REPORTS_EACH_BATCH, ("train_head", inputs))
    assert outcome["result"]["updates"] == 50


def test_unfreeze_does_not_inherit_a_loss_that_raised(warm):
    wrong = REPORTS_EACH_BATCH.replace(
        "model.compile(keras.optimizers.Adam(learning_rate), LOSS)",
        "model.compile('adam', keras.losses.CategoricalCrossentropy())",
        1,
    )
    source = wrong.replace("Adam(learning_rate), LOSS)", "Adam(learning_rate), model.loss)")
    inputs = {"batch_norm": False, "calls": [[1e-3, None, 3]], "whole": False}
    (outcome,) = _outcomes(warm, source, ("unfreeze", inputs))
    assert outcome["result"]["updates_before"] == 0
