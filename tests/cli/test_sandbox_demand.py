"""What commands say where a sandbox layer is missing; the machine only pretends."""

import sys

import pytest
from click.testing import CliRunner
from distributed import LocalCluster

from graders import isolation
from graders.cli.ci import command as ci
from graders.cli.doctor import command as doctor
from graders.cli.grade import command as grade
from graders.cli.regrade import command as regrade
from graders.sandbox import SandboxError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has the layers")


@pytest.fixture
def machine(monkeypatch):
    """A machine on which these layers are off, each for this reason; the others are on."""

    def lacks(**off):
        found = dict.fromkeys(isolation.LAYERS, "on") | off
        monkeypatch.setattr(isolation, "layers_here", lambda: found)

    return lacks


@pytest.fixture
def graded(monkeypatch, tmp_path, right):
    """Runs `grade` on a right submission whose code is not really run."""
    (tmp_path / "optimizers.py").write_text(right)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("graders.cli.grade.grade", lambda items, options: 0)
    return lambda *more: CliRunner().invoke(grade, ["optimizers.py", *more])


@pytest.mark.parametrize(
    ("layer", "remedy"),
    [("filesystem", "Linux 5.13 or later"), ("network", "CONFIG_SECCOMP_FILTER")],
)
def test_grade_refuses_where_a_demanded_layer_is_off(machine, graded, layer, remedy):
    machine(**{layer: "off: not on this machine"})
    run = graded()
    assert run.exit_code == 2
    assert f"the {layer} layer is off: not on this machine." in run.output
    assert remedy in run.output
    assert "--without-sandbox" in run.output


@pytest.mark.parametrize("words", [[ci], [regrade, "results", "--rerun"]], ids=["ci", "regrade"])
@pytest.mark.parametrize("layer", ["filesystem", "network", "user"])
def test_whoever_runs_code_from_others_refuses_as_grade_does(machine, tmp_path, words, layer):
    machine(**{layer: "off: not on this machine"})
    command, *arguments = words
    arguments += ["--require-sandbox", "user"]
    run = CliRunner().invoke(command, arguments)
    assert run.exit_code == 2
    assert f"this machine cannot shut them in:\n- the {layer} layer is off: not" in run.output
    assert "shut them in" not in CliRunner().invoke(command, ["--without-sandbox"]).output


def test_judging_recordings_again_runs_nothing_and_demands_nothing(machine, tmp_path):
    machine(filesystem="off: no")
    assert "shut them in" not in CliRunner().invoke(regrade, [str(tmp_path)]).output


@pytest.mark.filterwarnings("ignore")  # Dask's own
def test_the_machines_of_a_cluster_are_asked_and_not_this_one(machine, tmp_path, right):
    machine(network="off: no")
    (tmp_path / "optimizers.py").write_text(right)
    with LocalCluster(n_workers=1, processes=False, dashboard_address=None) as cluster:
        scheduler = cluster.scheduler_address
        words = [str(tmp_path / "optimizers.py"), "--scheduler", scheduler]
        run = CliRunner().invoke(grade, words)
        worker = next(iter(cluster.scheduler_info["workers"]))
        assert run.exit_code == 2
        assert f"{worker} cannot shut them in:\n- the network layer is off: no." in run.output
        machine()
        assert CliRunner().invoke(grade, words).exit_code == 0


def test_grade_goes_on_without_the_sandbox_when_told_to(machine, graded):
    machine(filesystem="off: no", network="off: no")
    assert graded("--without-sandbox").exit_code == 0


def test_what_is_missing_and_not_demanded_is_one_line(machine, graded, monkeypatch):
    machine(network="off: no")
    named = "grades them without these layers of the sandbox: network"
    assert graded("--without-sandbox").output.count(named) == 1
    monkeypatch.setattr(isolation, "DEMANDED", ())
    assert graded().output.count(named) == 1
    machine()
    assert "sandbox" not in graded().output


def test_a_further_layer_can_be_required(machine, graded):
    machine(resource_limits="off: no")
    assert graded().exit_code == 0
    refused = graded("--require-sandbox", "resource_limits")
    assert refused.exit_code == 2
    assert "the resource_limits layer is off: no." in refused.output


def test_a_required_layer_counts_without_the_others(machine, graded):
    machine(network="off: no")
    words = ("--without-sandbox", "--require-sandbox")
    assert graded(*words, "filesystem").exit_code == 0
    assert graded(*words, "network").exit_code == 2


def test_an_unknown_layer_is_refused_with_the_known_ones(machine, graded):
    machine()
    refused = graded("--require-sandbox", "walls")
    assert refused.exit_code == 2
    assert "filesystem" in refused.output


def test_a_sandbox_that_does_not_start_is_told(monkeypatch, graded):
    def broken():
        raise SandboxError("the warm process ended")

    monkeypatch.setattr(isolation, "layers_here", broken)
    run = graded()
    assert run.exit_code == 2
    assert "no sandbox can be started: the warm process ended" in run.output


def test_doctor_tells_the_remedy_of_a_missing_layer(machine):
    machine(network="off: pyseccomp or the system's libseccomp is missing")
    run = CliRunner().invoke(doctor)
    assert run.exit_code == 1
    assert "apt install libseccomp2" in run.output
