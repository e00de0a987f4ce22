"""What a forked child finds around it, and what is said of each layer."""

import json
import os
import resource
import sys
from pathlib import Path

import pytest

from graders.sandbox import layers
from graders.sandbox.limits import Limits
from graders.sandbox.settings import ENVIRONMENT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")

IN_JSON = "\nimport json; channel.send(json.dumps(seen).encode())"


@pytest.fixture
def see(fork):
    """What `seen` holds in the child after the source."""

    def seen(source, **limits):
        run = fork(source + IN_JSON, **limits)
        assert run.ending == "finished", run
        return json.loads(run.result)

    return seen


def test_the_child_has_four_descriptors(see):
    source = """
import os
seen = []
for number in range(4096):
    try: os.fstat(number); seen.append(number)
    except OSError: pass
"""
    assert see(source) == [0, 1, 2, 3]


def test_nothing_can_be_read_from_standard_input(see):
    assert see("import sys; seen = sys.stdin.read()") == ""


def test_the_environment_holds_nothing_of_ours(see, monkeypatch):
    monkeypatch.setenv("CANARY", "a secret of the grader")
    found = see("import os; seen = dict(os.environ)")
    assert found.keys() == {*ENVIRONMENT, "HOME", "TMPDIR"}
    assert "a secret of the grader" not in str(found)


def test_the_warm_process_was_started_without_our_environment(see):
    warm = see("import os; seen = os.getppid()")
    seen = Path(f"/proc/{warm}/environ").read_text()
    assert {part.partition("=")[0] for part in seen.split("\0") if part} <= set(ENVIRONMENT)


def test_the_working_folder_is_an_empty_private_one(see):
    source = """
import os, stat, tempfile
seen = [os.getcwd(), os.listdir(), stat.S_IMODE(os.stat(".").st_mode), tempfile.gettempdir(),
        os.environ["HOME"], os.environ["TMPDIR"]]
"""
    folder, content, mode, *others = see(source)
    assert content == []
    assert mode == 0o700
    assert others == [folder] * 3
    assert Path(folder) != Path.cwd()


def test_the_working_folder_is_removed_with_all_that_is_in_it(see):
    folder = see("import os; os.makedirs('a/b'); open('a/b/c', 'w').close(); seen = os.getcwd()")
    assert not Path(folder).exists()
    assert see("import os; seen = os.listdir()") == []


def test_the_child_is_in_a_session_of_its_own(see):
    assert see("import os; seen = [os.getsid(0) == os.getpid(), os.getpid()]")[0]


@pytest.mark.parametrize(
    ("name", "limits", "expected"),
    [
        ("RLIMIT_CPU", {"seconds": 4.0}, 4),
        ("RLIMIT_DATA", {"memory": 2**29}, 2**29),
        ("RLIMIT_AS", {"memory": 2**29}, 2**31),
        ("RLIMIT_FSIZE", {"file_size": 1234}, 1234),
        ("RLIMIT_NOFILE", {"open_files": 77}, 77),
        ("RLIMIT_CORE", {}, 0),
    ],
)
def test_the_limits_are_those_that_were_asked_for(see, name, limits, expected):
    assert (
        see(f"import resource; seen = resource.getrlimit(resource.{name})[0]", **limits) == expected
    )
    assert resource.getrlimit(getattr(resource, name))[0] != expected or name == "RLIMIT_CORE"


def test_a_file_cannot_grow_past_its_limit(see):
    source = """
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try: open("f", "wb", buffering=0).write(b"x" * 10); seen = "written"
except OSError as error: seen = error.strerror
with open("f", "rb") as file: seen = len(file.read())
"""
    assert see(source, file_size=5) == 5


def test_every_layer_is_told_as_on_or_with_the_reason_why_not(fork):
    told = fork("channel.send(b'')").layers
    assert set(told) == {layer.__name__ for layer in layers.LAYERS}
    assert all(state == "on" or state.startswith("off: ") for state in told.values())
    assert told["resource_limits"] == "on"


def test_a_layer_that_cannot_be_put_on_is_off_and_the_others_are_put_on(monkeypatch, tmp_path):
    def lacking(bounds):
        raise PermissionError(1, "Operation not permitted")

    def working(bounds):
        (bounds.scratch / "done").touch()

    monkeypatch.setattr(layers, "LAYERS", (lacking, working))
    told = layers.put_on(layers.Bounds(Limits(), tmp_path, layers.prepare((), tmp_path)))
    assert (told["lacking"], told["working"]) == ("off: Operation not permitted", "on")
    assert os.listdir(tmp_path) == ["done"]
