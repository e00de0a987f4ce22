import doctest

from graders import isolation, missing_layers
from graders.missing_layers import SPARE, missing

OFF = "off: not on this system"


def test_layers_that_are_on_or_can_be_spared_are_not_missing():
    assert missing(dict.fromkeys(isolation.LAYERS, "on") | dict.fromkeys(SPARE, OFF)) == ()
    assert missing({}) == ()


def test_the_order_does_not_depend_on_who_told():
    states = {"network": OFF, "filesystem": "off: Function not implemented", "process": "on"}
    backwards = dict(reversed(states.items()))
    assert missing(states) == missing(backwards) == ("filesystem", "network")


def test_no_layer_that_is_demanded_can_be_spared():
    assert not {"filesystem", "network"} & set(SPARE)
    assert set(SPARE) < set(isolation.LAYERS)


def test_the_warning_names_what_is_off_here_in_one_line(monkeypatch):
    states = dict.fromkeys(isolation.LAYERS, "on") | {"network": OFF, "filesystem": OFF}
    monkeypatch.setattr(isolation, "layers_here", lambda: states)
    assert "without these layers of the sandbox: filesystem, network (" in isolation.warning()
    assert len(isolation.warning().splitlines()) == 1


def test_there_is_no_warning_where_nothing_is_missed(monkeypatch):
    states = dict.fromkeys(isolation.LAYERS, "on") | {"user": "off: only root can change users"}
    monkeypatch.setattr(isolation, "layers_here", lambda: states)
    assert isolation.warning() == ""


def test_the_warning_says_so_where_no_sandbox_starts(monkeypatch):
    def broken():
        raise isolation.SandboxError("no fork")

    monkeypatch.setattr(isolation, "layers_here", broken)
    assert isolation.warning() == "no sandbox can be started: no fork"


def test_examples_in_the_docstrings_hold():
    assert doctest.testmod(missing_layers) == doctest.TestResults(failed=0, attempted=1)
