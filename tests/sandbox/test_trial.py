"""Which layers children of a machine can have, and what becomes of one that lacks one of them."""

import os
import sys

import pytest

from graders.sandbox import ForkingRunner, Limits, SandboxError
from graders.sandbox.required import in_force, why_nothing_may_run

from .conftest import FUNCTION

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")

OFF = "off: Too many open files"


@pytest.fixture(scope="module")
def losing():
    """A runner whose children lack the layer `environment` where they may open 99 files."""
    runner = ForkingRunner(FUNCTION, ("loses_a_layer",))
    yield runner
    runner.close()


def test_a_child_that_lacks_a_layer_that_others_have_runs_nothing(losing, tmp_path):
    ran = tmp_path / "ran"
    source = f"open({str(ran)!r}, 'w').close(); channel.send(b'')".encode()
    with pytest.raises(SandboxError, match=r"environment \(off: Too many open files\)"):
        losing.run_once([source], Limits(open_files=99))
    assert not ran.exists()
    assert losing.run_once([source], Limits()).ending == "finished"
    assert ran.exists()


def test_a_layer_that_no_child_has_keeps_nobody_from_running(fork_freely):
    run = fork_freely("channel.send(b'r')")
    assert (run.result, "network" in run.layers) == (b"r", False)


def test_a_child_that_ends_before_its_layers_are_told_is_no_fault_of_its_code(losing):
    with pytest.raises(SandboxError, match="not told"):
        losing.run_once([b"channel.send(b'')"], Limits(wall_factor=0))


def test_few_open_files_cost_no_layer(fork):
    usual = fork("channel.send(b'')").layers
    assert fork("channel.send(b'')", open_files=4).layers == usual


def test_the_trial_leaves_neither_process_nor_folder(fork):
    source = "import os; channel.send(f'{os.getppid()} {os.getcwd()}'.encode())"
    warm, own = fork(source).result.decode().split()
    with open(f"/proc/{warm}/task/{warm}/children") as children:
        assert children.read() == ""
    assert os.listdir(os.path.dirname(own)) == []


def test_only_what_is_required_and_off_keeps_a_child_from_running():
    required = in_force({"user": "off: only root", "filesystem": "on", "network": "on"})
    assert required == {"filesystem", "network"}
    lacking = {"user": "on", "filesystem": OFF, "network": "on"}
    assert why_nothing_may_run(lacking, required) == f"filesystem ({OFF})"
    assert why_nothing_may_run({}, required) == "filesystem (not told), network (not told)"
    assert why_nothing_may_run({"filesystem": "on", "network": "on"}, required) == ""
