"""A fit on a script: the losses are told, the rate is what moves the weight, and all is real."""

import pytest

RUN = """
import keras, tempfile, pathlib
from graders.lab import fit_on_script

class Notes(keras.callbacks.Callback):
    heard = []
    def on_epoch_end(self, epoch, logs=None):
        own = self.model.evaluate(return_dict=True)["loss"]
        Notes.heard.append([epoch, logs["val_loss"], own, self.model.evaluate()])
    def on_test_end(self, logs=None):
        Notes.heard.append(["validated", logs["loss"]])

class Halve(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        self.model.optimizer.learning_rate = 0.5 * float(self.model.optimizer.learning_rate)
        self.model.stop_training = epoch == 2

class Compile(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        self.model.compile("adam", "mse")

class Copy(keras.callbacks.Callback):
    def on_train_end(self, logs=None):
        path = pathlib.Path(tempfile.mkdtemp()) / "model.keras"
        self.model.save(path)
        self.same = keras.models.load_model(path).get_weights() == self.model.get_weights()
"""

HEARD = (
    RUN + "\ndef measure():\n    fit_on_script([Notes()], [0.5, 0.25])\n    return Notes.heard\n"
)
RATES = (
    RUN
    + """
def measure(form):
    one = Halve()
    callbacks = {"one": one, "list": [one], "tuple": (one,), "nested": [[one], []]}[form]
    fit = fit_on_script(callbacks, [1.0] * 5, 0.5)
    return [fit.rates, [w[1].item() for w in fit.weights], fit.final[1].item()]
"""
)
AFTER = (
    RUN
    + """
def measure():
    try:
        fit_on_script([Compile()], [1.0, 1.0])
    except TypeError:
        return fit_on_script([], [1.0] * 3, 0.25).rates
"""
)
SAVED = (
    RUN
    + "\ndef measure():\n    copy = Copy()\n    fit_on_script([copy], [1.0])\n    return copy.same\n"
)


@pytest.fixture
def result(in_child):
    def measured(source, **case):
        (outcome,) = in_child(source, case)
        assert outcome["ending"] == "returned", outcome
        return outcome["result"]

    return measured


def test_callbacks_hear_the_scripts_losses_wherever_they_listen(result):
    assert result(HEARD) == [
        ["validated", 0.5],
        [0, 0.5, 0.5, 0.5],
        ["validated", 0.25],
        [1, 0.25, 0.25, 0.25],
    ]


@pytest.mark.parametrize("form", ["one", "list", "tuple", "nested"])
def test_the_rates_are_those_that_moved_the_weight(result, form):
    rates, bias, final = result(RATES, form=form)
    assert rates == [0.5, 0.25, 0.125]
    assert bias == [-0.5, -0.75, -0.875]
    assert final == bias[-1]


def test_a_callback_that_breaks_the_model_does_not_break_the_next_fit(result):
    assert result(AFTER) == [0.25] * 3


def test_the_model_can_be_saved_and_loaded(result):
    assert result(SAVED) is True
