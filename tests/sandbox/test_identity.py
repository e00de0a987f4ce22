"""A child's namespaces and its user: nothing shared by name, no right, and no user of anybody else."""

import json
import os
import sys
from pathlib import Path

import pytest

from graders.sandbox import identity

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")

KINDS = ("net", "ipc", "uts", "cgroup")
LOOK = f"""
import json, os
found = {{kind: os.readlink(f"/proc/self/ns/{{kind}}") for kind in {KINDS}}}
status = open("/proc/self/status").read()
found["capabilities"] = [line.split()[1] for line in status.splitlines() if line.startswith("Cap")]
found["devices"] = open("/proc/self/net/dev").read()
channel.send(json.dumps(found).encode())
"""


@pytest.fixture
def found(fork_freely):
    """What a child finds of itself where Landlock hides nothing of /proc from it."""
    run = fork_freely(LOOK)
    if run.layers["namespaces"] != "on":
        pytest.skip(f"this machine gives no namespaces: {run.layers['namespaces']}")
    return json.loads(run.result)


@pytest.mark.parametrize("kind", KINDS)
def test_each_namespace_is_another_than_ours(found, kind):
    assert found[kind] != os.readlink(f"/proc/self/ns/{kind}")


def test_a_child_sees_no_network_but_a_loopback_that_is_down(found):
    assert [line.split(":")[0].strip() for line in found["devices"].splitlines()[2:]] == ["lo"]


def in_a_process(act):
    """What `act` returns in a forked process of its own, as text; or the error that it raises."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        try:
            told = str(act())
        except OSError as error:
            told = f"{type(error).__name__}: {error.strerror}"
        os.write(writing, told.encode())
        os._exit(0)
    os.close(writing)
    os.wait()
    with os.fdopen(reading) as told:
        return told.read()


def capabilities():
    status = Path("/proc/self/status").read_text()
    return {
        line.split()[1] for line in status.splitlines() if line.startswith(("CapEff", "CapPrm"))
    }


root = pytest.mark.skipif(os.getuid() != 0, reason="only root can be somebody else")


@root
def test_who_is_not_root_has_no_right_in_the_new_namespace():
    def act():
        identity.become(identity.FIRST_USER)
        identity.leave_namespaces()
        return capabilities()

    assert in_a_process(act) == "{'0000000000000000'}"


@root
def test_another_user_has_no_right_no_group_and_does_not_come_back():
    def act():
        identity.become(identity.of_its_own())
        try:
            os.setuid(0)
        except PermissionError:
            return os.getuid() - identity.FIRST_USER in range(identity.USERS), os.getgroups()
        return "root again"

    assert in_a_process(act) == "(True, [])"


@root
def test_a_folder_that_root_alone_may_read_keeps_the_child_what_it_is(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    (closed / "module.py").touch()
    with pytest.raises(OSError, match=r"another user than root may not read /\S+"):
        identity.another_user_reads([closed / "module.py"], Path("/"))
    identity.another_user_reads(["/usr", "/is/not/there"], Path("/"))


def test_only_root_can_start_another_user():
    def act():
        if os.getuid() == 0:
            identity.become(identity.FIRST_USER)
        identity.another_user_reads([], Path("/"))

    assert in_a_process(act) == "PermissionError: only root can start a child as another user"
