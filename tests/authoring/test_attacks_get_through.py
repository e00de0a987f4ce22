"""Attacks that harm nothing, run where nothing holds them: each says that it got through."""

import subprocess
import sys
from pathlib import Path

import pytest

from graders import rubrics
from graders.authoring import canaries

FOLDER = rubrics.load("stability").folder / "examples" / "hostile"
HARMLESS = (
    "looks_for_neighbours",
    "reads_the_environment",
    "reads_the_machine",
    "reads_the_parent",
    "reads_the_solution",
    "reads_through_links",
    "tries_every_network",
    "walks_the_frames",
)
"""They look, and open what they close again."""
CALL = """
import runpy, socket, sys
socket.getaddrinfo = lambda *_: []
expected = {"label": "healthy"}
found = runpy.run_path(sys.argv[1])
function = found.get("lr_range") or (lambda *_: found["diagnose"](1.0, 0.5, 1.0, 1.0))
print(function(1e-5, 1.0, 6))
"""


def called(name, folder):
    """What is printed and returned where this attack is called as a plain program."""
    command = [sys.executable, "-c", CALL, str(FOLDER / f"{name}.py")]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(sys.platform != "linux", reason="they look where Linux keeps things")
@pytest.mark.parametrize("name", HARMLESS)
def test_an_attack_that_nothing_holds_says_that_it_got_through(name, tmp_path):
    with canaries.planted():
        assert "got through: " in called(name, tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="they look where Linux keeps things")
@pytest.mark.parametrize("name", ["reads_the_environment", "reads_the_parent"])
def test_one_that_reads_processes_brings_back_the_canary(name, tmp_path):
    with canaries.planted() as canary:
        subprocess_of_it = [
            sys.executable,
            "-c",
            "import subprocess, sys; subprocess.run(sys.argv[1:])",
        ]
        command = [*subprocess_of_it, sys.executable, "-c", CALL, str(FOLDER / f"{name}.py")]
        told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True).stdout
    assert canary.word in told


def test_one_finds_what_an_earlier_one_left(tmp_path, monkeypatch):
    for variable in ("HOME", "TMPDIR"):
        monkeypatch.setenv(variable, str(tmp_path))
    (tmp_path / "earlier").mkdir()
    (tmp_path / "later").mkdir()
    try:
        assert "got through: " not in called("looks_for_what_was_left", tmp_path / "earlier")
        assert "got through: " in called("looks_for_what_was_left", tmp_path / "later")
    finally:
        Path("/tmp/left_for_the_next").unlink(missing_ok=True)
