"""Grading on machines that allow less: an ordinary user, no privileges, a kernel without a layer.

Each is a real process for which the kernel says no; a layer that is off is told with its reason.
"""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import pytest

from graders import course, isolation, rubrics
from graders.sandbox import layers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")

ORDINARY = 65534
LACKING = Path(__file__).parent / "sandbox" / "lacking.py"
RIGHT = rubrics.HERE / "optimizers" / "examples" / "accepted" / "dictionary_of_classes.py"
LRGRADE = (sys.executable, "-c", "from graders.cli import main; main()")
ATTEMPTS = """
import os, socket
told = []
for attempt in (lambda: open('/etc/passwd'), lambda: socket.socket(),
                lambda: os.fork() or os._exit(0)):
    try: attempt(); told.append('done')
    except OSError as error: told.append(type(error).__name__)
channel.send(' '.join(told).encode())
"""
CONFINED = f"""
import sys
sys.path.insert(0, {str(LACKING.parent)!r})
from graders.sandbox import start, Limits
from graders.sandbox.settings import ENVIRONMENT
ENVIRONMENT["PYTHONPATH"] = sys.path[0]
runner = start("source_runner:run_source", ())
run = runner.run([{ATTEMPTS!r}.encode()], Limits())
runner.close()
print(run.ending, (run.result or b"").decode())
"""


REFUSED = ["finished", "PermissionError", "OSError", "PermissionError"]
"""What each attempt of CONFINED ends with where every layer is on."""


@pytest.fixture
def folder():
    """A folder that an ordinary user may write to, unlike pytest's own."""
    place = Path(tempfile.mkdtemp())
    if os.getuid() == 0:
        os.chown(place, ORDINARY, ORDINARY)
    shutil.copy(RIGHT, place / "optimizers.py")
    yield place
    shutil.rmtree(place)


@pytest.fixture
def run(folder):
    """Runs a command in that folder, with its home there: the finished process."""
    if isolation.lacking(isolation.DEMANDED):
        pytest.skip("this machine itself lacks a layer")

    def finished(*command):
        return subprocess.run(
            [*map(str, command)],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    return finished


@pytest.fixture
def as_ordinary_user(run):
    """Runs a command as somebody who is not root."""
    if os.getuid() != 0:
        return run
    before = ("unshare", "--mount", "sh", "-ec", _opened_for_others() + 'exec "$@"', "sh")
    drop = ("setpriv", f"--reuid={ORDINARY}", f"--regid={ORDINARY}", "--clear-groups")
    tried = run(*before, *drop, sys.executable, "-c", "import graders")
    if tried.returncode != 0:
        pytest.skip(f"this machine lets root run nothing as another user: {tried.stderr}")
    return lambda *command: run(*before, *drop, *command)


def _opened_for_others() -> str:
    """Shell lines that, for this command alone, open the closed folders above Python and us."""
    paths = {sys.base_prefix, sys.prefix, sysconfig.get_paths()["purelib"], str(course.GRADERS)}
    closed = {path: shut for path in sorted(paths) if (shut := _shut(Path(path)))}
    lines = ["mount -t tmpfs -o mode=755 tmpfs /mnt"]
    for number, path in enumerate(closed):
        lines += [f"mkdir /mnt/{number}", f"mount --bind '{path}' /mnt/{number}"]
    lines += [f"mount -t tmpfs -o mode=755 tmpfs '{shut}'" for shut in set(closed.values())]
    for number, path in enumerate(closed):
        lines += [f"mkdir -p '{path}'", f"mount --bind /mnt/{number} '{path}'"]
    return "\n".join([*lines, ""])


def _shut(path: Path) -> Path | None:
    return next((p for p in reversed(path.parents) if not p.stat().st_mode & 0o001), None)


@pytest.fixture
def as_root_for_all(run):
    """Runs a command as root, with a Python and a course that everybody may read."""
    if os.getuid() != 0:
        pytest.skip("only root can start a child as another user")
    before = ("unshare", "--mount", "sh", "-ec", _opened_for_others() + 'exec "$@"', "sh")
    tried = run(*before, sys.executable, "-c", "import graders")
    if tried.returncode != 0:
        pytest.skip(f"this machine lets root open no folder for others: {tried.stderr}")
    return lambda *command: run(*before, *command)


@pytest.fixture
def without_privileges(run):
    """Runs a command as this user, who may be root, with every privilege of root gone."""
    if os.getuid() != 0:
        return run
    return lambda *command: run("setpriv", "--bounding-set=-all", "--inh-caps=-all", *command)


@pytest.fixture
def lacking(run):
    """Runs a command on a kernel that lacks some layers."""
    return lambda names, *command: run(sys.executable, LACKING, names, *command)


def table(finished):
    """What `doctor` says of each layer."""
    lines = [line.split(maxsplit=1) for line in finished.stdout.splitlines()]
    return {line[0]: line[1] for line in lines if line and line[0] in isolation.LAYERS}


def graded(finished, folder):
    """The score's share and what the report says of the sandbox's layers."""
    assert finished.returncode == 0, finished.stdout + finished.stderr
    (report,) = json.loads((folder / "all.json").read_text())
    lost = [check for task in report["tasks"] for check in task["checks"] if check["points"] == 0]
    assert report["status"] == "graded"
    return lost, report["environment"]["sandbox"]


ONLY_ROOT = "off: only root can start a child as another user"
GRADE = (*LRGRADE, "grade", "optimizers.py", "--json", "all.json")


def are_on(told, user):
    """Whether all layers are, with `user` in this state, and namespaces wherever there are some."""
    return told == dict.fromkeys(isolation.LAYERS, "on") | {
        "user": user,
        "namespaces": told["namespaces"],
    }


def test_an_ordinary_user_grades_with_every_layer_but_root_s(as_ordinary_user, folder):
    doctor = as_ordinary_user(*LRGRADE, "doctor")
    assert are_on(table(doctor), ONLY_ROOT)
    assert "Nothing has to be done" in " ".join(doctor.stdout.split())
    lost, told = graded(as_ordinary_user(*GRADE), folder)
    assert lost == []
    assert are_on(told, ONLY_ROOT)


def test_root_s_children_are_other_users_where_these_can_read_python(as_root_for_all, folder):
    assert are_on(table(as_root_for_all(*LRGRADE, "doctor")), "on")
    lost, told = graded(as_root_for_all(*GRADE), folder)
    assert lost == []
    assert are_on(told, "on")


def test_an_ordinary_user_s_children_are_confined(as_ordinary_user):
    finished = as_ordinary_user(sys.executable, "-c", CONFINED)
    assert finished.stdout.split() == REFUSED, finished.stderr


def test_children_are_confined_without_privileges(without_privileges):
    finished = without_privileges(sys.executable, "-c", CONFINED)
    assert finished.stdout.split() == REFUSED, finished.stderr
    told = table(without_privileges(*LRGRADE, "doctor"))
    assert {name for name, state in told.items() if state != "on"} <= {"namespaces", "user"}


@pytest.mark.parametrize(
    ("names", "layer", "reason", "remedy"),
    [
        ("landlock", "filesystem", "Function not implemented", "Linux 5.13 or later, built with"),
        ("landlock=EOPNOTSUPP", "filesystem", "Operation not supported", "`lsm=landlock,...`"),
        ("landlock=EPERM", "filesystem", "Operation not permitted", "a container's own seccomp"),
        ("seccomp", "network", "Invalid argument", "CONFIG_SECCOMP_FILTER"),
    ],
)
def test_a_kernel_without_a_layer_is_told_with_reason_and_remedy(
    lacking, names, layer, reason, remedy
):
    doctor = lacking(names, *LRGRADE, "doctor")
    assert doctor.returncode == 1
    states = table(doctor)
    assert states.pop(layer).startswith("off: ")
    assert {name for name in states if states[name] != "on"} <= {"namespaces", "user"}
    said = " ".join(doctor.stdout.split())
    assert reason in said
    assert remedy in said


def test_nothing_is_graded_on_a_kernel_without_the_layers(lacking, folder):
    before = sorted(folder.rglob("*"))
    refused = lacking("landlock,seccomp", *LRGRADE, "grade", "optimizers.py", "--out", "results")
    assert refused.returncode == 2
    assert "the filesystem layer is off: Landlock: Function not implemented." in refused.stderr
    assert "the network layer is off: " in refused.stderr
    assert sorted(folder.rglob("*")) == before


def test_a_report_made_without_layers_names_them_and_why(lacking, folder):
    words = ("grade", "optimizers.py", "--json", "all.json", "--without-sandbox")
    lost, told = graded(lacking("landlock,seccomp", *LRGRADE, *words), folder)
    assert lost == []
    assert told.pop("filesystem") == "off: Landlock: Function not implemented"
    assert told.pop("network").startswith("off: ")
    assert {name for name in told if told[name] != "on"} <= {"namespaces", "user"}


def test_what_one_layer_lacks_the_other_still_refuses(lacking):
    without_files = lacking("landlock", sys.executable, "-c", CONFINED).stdout.split()
    assert without_files == ["finished", "done", *REFUSED[2:]]
    without_network = lacking("seccomp", sys.executable, "-c", CONFINED).stdout.split()
    assert without_network[:2] == ["finished", "PermissionError"]


def test_every_layer_of_a_child_is_in_the_table():
    assert tuple(layer.__name__ for layer in layers.LAYERS) == isolation.LAYERS
