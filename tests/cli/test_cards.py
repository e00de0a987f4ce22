import json
import os
import select
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from graders.cards import deck
from graders.cards.progress import Progress, load, save
from graders.cli.cards import command as cards

try:
    import fcntl
    import termios
except ImportError:  # Windows has neither, nor the pseudo-terminals of the last tests.
    pass

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is Unix's")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data" / "cards.json"


@pytest.fixture
def run(file):
    """One run of the command where no key can be pressed."""
    return lambda *names: CliRunner().invoke(cards, [*names, "--progress", str(file)])


def rated(file, rating, *names):
    progress = Progress()
    for name in names:
        progress = progress.rated(name, rating, datetime.now(UTC))
    save(file, progress)


def test_without_a_terminal_all_cards_are_printed_each_answer_below_its_question(run, file):
    said = run().output
    for card in deck().values():
        question, answer = said.index(card.question), said.index(card.answer[:40])
        assert said.index(f"[{card.id}, {card.level}]") < question < answer
    assert run().exit_code == 0
    assert not file.exists()


def test_one_card_is_printed_by_its_id(run):
    said = run("too_high").output
    assert deck()["too_high"].question in said
    assert deck()["learning_rate"].question not in said


def test_no_line_is_longer_than_80_and_all_is_plain_ascii(lrgrade):
    run = lrgrade("cards", LC_ALL="C", PYTHONIOENCODING="ascii", COLUMNS="200", TERM="xterm")
    assert run.returncode == 0, run.stderr
    assert run.stdout.isascii()
    assert "\x1b" not in run.stdout
    assert max(map(len, run.stdout.splitlines())) <= 80


def test_an_unknown_card_is_told_with_those_there_are(run):
    result = run("setting")
    assert result.exit_code == 2
    assert "no card is called 'setting'; there are: learning_rate, smaller" in result.output


def test_the_list_says_when_each_card_comes_back(run, file):
    rated(file, 4, "too_high")
    lines = {line.split()[0]: line for line in run("--list").output.splitlines()}
    assert lines["too_high"].endswith(" days")
    assert lines["learning_rate"].endswith("new")


def test_a_damaged_progress_is_kept_aside_and_said_in_one_sentence(run, file):
    file.parent.mkdir()
    file.write_text('{"schema": "lrgrade-cards/1", "cards": {"too_h')
    result = run("--list")
    assert result.exit_code == 0
    aside = file.with_name("cards.json.damaged-1")
    assert aside.read_text().endswith('"too_h')
    assert result.stderr.count("\n") == 1
    assert f"so the cards start over; it is kept as {aside}" in result.stderr
    assert not file.exists()


def test_a_new_start_keeps_the_old_progress_aside(run, file):
    rated(file, 4, "too_high")
    before = file.read_text()
    result = run("--reset", "--list")
    assert "days" not in result.stdout
    assert file.with_name("cards.json.before-reset-1").read_text() == before
    assert run("--reset").exit_code == 0


def test_a_progress_that_is_a_folder_is_told(file):
    file.mkdir(parents=True)
    result = CliRunner().invoke(cards, ["--list", "--progress", str(file)])
    assert result.exit_code == 2
    assert "is a directory" in result.output


def test_progress_is_kept_in_the_users_data_folder(lrgrade, tmp_path):
    run = lrgrade("cards", "--list", "--reset", XDG_DATA_HOME=str(tmp_path), HOME=str(tmp_path))
    assert run.returncode == 0, run.stderr


def test_the_command_answers_at_once(command, tmp_path):
    def spent():
        now = os.times()
        return now.children_user + now.children_system

    before = spent()
    subprocess.run([*command, "cards", "--list", "--progress", "p"], cwd=tmp_path, check=True)
    assert spent() - before < 0.5  # Processor seconds: another process may keep this one waiting.


def test_the_command_needs_no_heavy_library(tmp_path):
    script = (
        "import sys\nimport graders.cli.cards\n"
        "slow = ('tensorflow', 'keras', 'numpy', 'pytest', 'rich', 'torch')\n"
        "print([name for name in slow if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


class Terminal:
    """The command in a pseudo-terminal of 80 columns: what it says, and keys pressed in it."""

    def __init__(self, command, *arguments, **environment):
        self.master, slave = os.openpty()
        self.process = subprocess.Popen(
            [*command, "cards", *map(str, arguments)],
            stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            preexec_fn=take_terminal,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "80", **environment},
        )  # fmt: skip
        os.close(slave)
        self.said = ""

    def until(self, text):
        """Read until the command has said `text`; what was said before is forgotten."""
        while text not in self.said:
            self.said += self._read() or pytest.fail(f"ended before {text!r}: {self.said}")
        before, _, self.said = self.said.partition(text)
        return before + text

    def press(self, key):
        """Press a key once the command waits for it: what is typed before that is thrown away."""
        end = time.monotonic() + 20
        while termios.tcgetattr(self.master)[3] & termios.ICANON:
            assert time.monotonic() < end, "it never waited for a key"
        os.write(self.master, key.encode())

    def ended(self):
        """The rest of what was said, and the exit code."""
        rest = self.said
        while more := self._read():
            rest += more
        os.close(self.master)
        return rest, self.process.wait(20)

    def _read(self):
        assert select.select([self.master], [], [], 20)[0], f"nothing came after: {self.said}"
        try:
            return os.read(self.master, 4096).decode()
        except OSError:  # Linux says so when the other side is closed.
            return ""


def take_terminal():
    """Make the pseudo-terminal the one that Ctrl-C comes from."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@pytest.fixture
def terminal(command, file):
    started = []

    def start(*arguments, **environment):
        started.append(Terminal(command, *arguments, "--progress", file, **environment))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
        one.process.wait(20)


@on_unix
def test_a_card_is_turned_over_by_a_key_and_rated_by_a_number(terminal, file):
    one = terminal("too_high")
    asked = one.until("q ends)")
    assert deck()["too_high"].question in asked
    assert deck()["too_high"].answer[:30] not in asked
    one.press(" ")
    assert deck()["too_high"].answer[:30] in one.until("4 easy")
    one.press("x")
    one.until("Press 1, 2, 3 or 4, or q to end.")
    one.press("4")
    said, code = one.ended()
    assert code == 0
    assert "4 easy: in " in said
    assert "1 rated" in said
    assert not load(file).is_due("too_high", datetime.now(UTC))


@on_unix
def test_a_card_rated_again_is_turned_over_once_more_at_the_end(terminal):
    one = terminal("too_high", "learning_rate")
    for name, rating in (("too_high", "1"), ("learning_rate", "3"), ("too_high", "2")):
        assert f"[{name}, " in one.until("q ends)")
        one.press("\r")
        one.until("4 easy")
        one.press(rating)
    said, code = one.ended()
    assert (code, "3 rated" in said) == (0, True)


@on_unix
@pytest.mark.parametrize(
    ("key", "code", "says"),
    [("\x03", 130, "Interrupted."), ("\x04", 0, "Enough for now."), ("q", 0, "1 rated")],
)
@pytest.mark.parametrize("turned", [False, True])
def test_ending_in_the_middle_keeps_what_was_rated(terminal, file, key, code, says, turned):
    one = terminal("--all")
    one.until("q ends)")
    one.press(" ")
    one.until("4 easy")
    one.press("3")
    one.until("q ends)")
    if turned:
        one.press(" ")
        one.until("4 easy")
    one.press(key)
    said, ended = one.ended()
    assert ended == code
    assert says in said
    assert "Traceback" not in said
    assert list(load(file).cards) == ["learning_rate"]


@on_unix
def test_when_nothing_is_due_the_day_is_named(terminal, file):
    rated(file, 3, *deck())
    said, code = terminal().ended()
    assert (code, "No card is due; the next comes back in 2 days" in said) == (0, True)


@on_unix
def test_only_the_cards_that_are_due_are_asked(terminal, file):
    rated(file, 3, *list(deck())[:4])
    assert "[adjusting_the_rate, " in terminal().until("q ends)")


@on_unix
def test_a_dumb_terminal_without_colour_gets_plain_ascii_of_80_columns(terminal):
    one = terminal("--all", NO_COLOR="1", TERM="dumb", LC_ALL="C", PYTHONIOENCODING="ascii")
    said = one.until("q ends)")
    one.press(" ")
    said += one.until("4 easy")
    assert said.isascii()
    assert "\x1b" not in said
    assert max(map(len, said.splitlines())) <= 80


@on_unix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root writes anywhere")
def test_a_progress_that_cannot_be_written_is_told(terminal, file):
    file.parent.mkdir(mode=0o500)
    one = terminal("too_high")
    one.until("q ends)")
    one.press(" ")
    one.until("4 easy")
    one.press("3")
    said, code = one.ended()
    assert (code, "cannot be written: " in said) == (2, True)


def test_what_is_saved_says_its_form(file):
    rated(file, 3, "too_high")
    assert json.loads(file.read_text())["schema"] == "lrgrade-cards/1"
