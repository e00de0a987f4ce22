from click.testing import CliRunner

from graders.authoring import survivors
from graders.cli.verify import command as verify


def run(monkeypatch, alive):
    """The command where these mutants, told by what they became, get all points."""

    def surviving(rubric, chosen, make_executor, watch):
        return [one for one in chosen if one.now in alive]

    monkeypatch.setattr(survivors, "surviving", surviving)
    return CliRunner().invoke(verify, ["optimizers", "--mutants"])


def test_declared_survivors_are_listed_with_their_reason(monkeypatch):
    declared = ("return scratch_lr / factor", "if scratch_lr * 2.0 <= 0:")
    result = run(monkeypatch, declared)
    assert result.exit_code == 0
    assert "right as well: `return scratch_lr / factor` in fine_tuning_rate: The" in result.output
    assert "mutants, 2 got all points, all as it should be." in result.output


def test_an_undeclared_survivor_and_a_stale_excuse_are_to_mend(monkeypatch):
    result = run(monkeypatch, ("return scratch_lr / factor", "if factor <= 1:"))
    assert result.exit_code == 1
    assert "No check notices that in fine_tuning_rate" in result.output
    assert "excuses `if scratch_lr * 2.0 <= 0:` in fine_tuning_rate" in result.output
    assert "2 to mend." in result.output
