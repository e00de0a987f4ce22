"""The list of what a child may open, held against what solutions asked for."""

import shutil
import sys

import pytest
from click.testing import CliRunner

from graders.authoring import allowed
from graders.authoring.allowed import Allowed, faults, needs
from graders.authoring.asked import Asked
from graders.cli import allowed as cli
from graders.sandbox import interpreter

LISTED = Allowed(
    used={"/data/one": "schedules", "/data/folder": "schedules"},
    kept={"/elsewhere": "another system"},
    closed={"answers": "it has them"},
    written={"/data/written": "silence"},
    refused={"/data/refused": "names of threads"},
    refused_calls={"clone3": "clone is used"},
)


def asks(path, **more):
    return Asked("openat", path, path, **more)


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        (asks("/data/one"), "/data/one"),
        (asks("/data/folder/deep/file"), "/data/folder"),
        (asks("/data/folders"), None),
        (asks("/elsewhere/file"), "/elsewhere"),
        (asks("/data/one", writes=True), None),
        (asks("/data/written", writes=True), "/data/written"),
        (asks("/data/refused/it", writes=True), "/data/refused"),
        (Asked("openat", "/linked", "/data/one"), "/data/one"),
        (Asked("clone3"), "clone3"),
        (Asked("socket"), None),
    ],
)
def test_each_file_and_call_belongs_to_an_entry_or_to_none(asked, entry):
    assert LISTED.entry_for(asked) == entry


def test_an_entry_that_is_itself_a_link_counts_for_where_it_leads(tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "link"
    link.symlink_to("real")
    listed = Allowed({str(link): ""}, {}, {}, {}, {}, {})
    assert listed.entry_for(asks(str(tmp_path / "real" / "file"))) == str(link)


def test_a_list_that_is_used_has_no_fault():
    found = {"schedules": {asks("/data/one"), asks("/data/folder/x"), Asked("clone3")}}
    assert list(faults(needs(found, LISTED), LISTED)) == []


USED = {asks("/data/one"), asks("/data/folder/x")}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (asks("/etc/shadow"), "plateaus asks for /etc/shadow, which is refused."),
        (asks("/data/one", writes=True), "plateaus asks to write /data/one, which is refused."),
        (Asked("socket"), "plateaus asks for socket, which is refused."),
    ],
)
def test_what_is_asked_for_and_not_listed_is_a_fault(asked, said):
    (fault,) = faults(needs({"plateaus": {asked}, "schedules": USED}, LISTED), LISTED)
    assert said in fault


def test_what_no_solution_uses_is_a_fault_and_what_is_kept_for_elsewhere_is_none():
    (fault,) = faults(needs({"schedules": {asks("/data/one")}}, LISTED), LISTED)
    assert "No solution asks for /data/folder." in fault


@pytest.fixture
def copied(monkeypatch, tmp_path):
    """The list of this course, copied to where a test may write it."""
    monkeypatch.setattr(interpreter, "LIST", shutil.copy(interpreter.LIST, tmp_path / "list.toml"))
    return interpreter.LIST


def test_what_is_written_has_no_fault_and_lets_the_rest_stand(copied):
    before = allowed.the_list()
    asked = asks("/usr/new"), Asked("socket"), asks("/data/new", writes=True)
    needed = needs({"plateaus": {*asked, asks("/dev/urandom")}}, before)
    allowed.write(needed, before)
    after = allowed.the_list()
    assert after.used == {"/dev/urandom": "plateaus", "/usr/new": "plateaus"}
    assert vars(after) == {**vars(before), "used": after.used}
    text = copied.read_text()
    assert all(line in text for line in LINES)
    again = needs({"plateaus": {asks("/usr/new"), asks("/dev/urandom")}}, after)
    assert list(faults(again, after)) == []
    allowed.write(again, after)
    assert copied.read_text() == text


LINES = [line for line in interpreter.LIST.read_text().splitlines() if line.startswith(("#", "["))]


@pytest.fixture
def told(monkeypatch):
    """Runs the command as if solutions had asked for what the test says."""

    def run(found, *options):
        monkeypatch.setattr(cli, "_watched", lambda root, accepted: found.items())
        return CliRunner().invoke(cli.command, options)

    return run


@pytest.mark.skipif(sys.platform != "linux", reason="the command is for Linux")
def test_the_command_fails_for_a_check_that_finds_a_fault(told):
    every = {"schedules": {asks(entry) for entry in allowed.the_list().used}}
    assert told(every, "--check").exit_code == 0
    assert "The list fits." in told(every).output
    more = every | {"plateaus": {asks("/etc/shadow")}}
    failed = told(more, "--check")
    assert failed.exit_code == 1
    assert "plateaus asks for /etc/shadow" in failed.output
    assert told(more).exit_code == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the command is for Linux")
def test_the_command_writes_only_when_it_is_told_to(told, copied):
    text = copied.read_text()
    assert "The list does not fit." in told({"plateaus": set()}).output
    assert copied.read_text() == text
    assert told({"plateaus": {asks("/dev/urandom")}}, "--write").exit_code == 0
    assert allowed.the_list().used == {"/dev/urandom": "plateaus"}


def test_every_entry_of_the_list_has_a_reason_and_is_told_whole():
    for table in vars(allowed.the_list()).values():
        assert all(reason for reason in table.values())
    files = (*interpreter.SYSTEM, *allowed.the_list().refused)
    assert all(entry.startswith("/") and not entry.endswith("/") for entry in files)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the command is for Linux")
def test_the_list_is_what_the_reference_solutions_need():
    run = CliRunner().invoke(cli.command, ["--check"])
    assert run.exit_code == 0, run.output
