"""What a watched child asks for is told, whatever becomes of it; nothing of TensorFlow is loaded."""

import errno
import sys
from pathlib import Path

import pytest

from graders.authoring.asked import Asked, heard
from graders.sandbox import ForkingRunner, Limits
from graders.sandbox.settings import ENVIRONMENT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")


@pytest.fixture(scope="module")
def runner():
    with pytest.MonkeyPatch.context() as patch:
        functions = Path(__file__).parents[1] / "sandbox"
        patch.setitem(ENVIRONMENT, "PYTHONPATH", str(functions))
        runner = ForkingRunner("source_runner:run_source", ("graders.authoring.watched",))
        if runner.run([b"channel.send(b'')"], Limits()).layers.get("watched") != "on":
            pytest.skip("this machine lacks seccomp's notification")
        yield runner
        runner.close()


@pytest.fixture
def watch(runner):
    """Runs a source watched: how it ended and what it asked for."""

    def watched(source):
        run = runner.run([source.encode()], Limits(output=10**7))
        return run, list(heard(run.output))

    return watched


def test_a_file_that_is_read_is_told_and_read(watch, tmp_path):
    path = tmp_path / "data"
    path.write_text("content")
    run, asked = watch(f"channel.send(open({str(path)!r}, 'rb').read())")
    assert run.result == b"content"
    assert asked == [Asked("openat", str(path), str(path))]


def test_a_file_that_is_not_there_is_told_as_such(watch, tmp_path):
    path = str(tmp_path / "absent")
    _, asked = watch(f"try: open({path!r})\nexcept FileNotFoundError: pass")
    assert asked == [Asked("openat", path, path, there=False)]


def test_a_file_to_be_written_is_told_as_written(watch, tmp_path):
    path = tmp_path / "mine"
    path.touch()
    _, asked = watch(f"open({str(path)!r}, 'a').write('x')")
    assert asked == [Asked("openat", str(path), str(path), writes=True)]
    assert path.read_text() == "x"


def test_a_link_is_told_with_where_it_leads(watch, tmp_path):
    (tmp_path / "end").touch()
    link = tmp_path / "link"
    link.symlink_to("end")
    _, asked = watch(f"open({str(link)!r})")
    assert asked == [Asked("openat", str(link), str(tmp_path / "end"))]


def test_a_path_below_an_open_folder_is_told_whole(watch, tmp_path):
    (tmp_path / "data").touch()
    source = f"""
import os
folder = os.open({str(tmp_path)!r}, os.O_RDONLY)
os.open("data", os.O_RDONLY, dir_fd=folder)
"""
    _, asked = watch(source)
    assert [one.path for one in asked] == [str(tmp_path), str(tmp_path / "data")]


def test_the_child_s_own_folder_below_proc_is_told_by_one_name(watch):
    _, asked = watch("import os; open(f'/proc/{os.getpid()}/stat'); open('/proc/self/status')")
    assert [one.real for one in asked] == ["/proc/self/stat", "/proc/self/status"]


def test_a_thread_is_watched_too(watch, tmp_path):
    path = tmp_path / "data"
    path.touch()
    source = f"""
import threading
thread = threading.Thread(target=open, args=({str(path)!r},))
thread.start()
thread.join()
"""
    _, asked = watch(source)
    assert str(path) in [one.path for one in asked]


def test_its_own_folder_is_not_told(watch):
    run, asked = watch("open('note', 'w').write('x'); channel.send(open('note', 'rb').read())")
    assert (run.result, asked) == (b"x", [])


def test_a_refused_call_is_told_and_refused(watch):
    source = """
import socket
try: socket.socket()
except OSError as error: channel.send(str(error.errno).encode())
"""
    run, asked = watch(source)
    assert asked == [Asked("socket")]
    assert run.result == str(errno.ENETDOWN).encode()


def test_a_call_that_is_answered_as_if_done_is_told_and_not_done(watch, tmp_path):
    path = tmp_path / "kept"
    path.touch(mode=0o640)
    run, asked = watch(f"import os; channel.send(str(os.chmod({str(path)!r}, 0o777)).encode())")
    assert (run.result, [one.path for one in asked]) == (b"None", [""])
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("source", "ending"),
    [
        ("channel.send(b'')", "finished"),
        ("import os; os._exit(3)", "crash"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "crash"),
    ],
)
def test_the_ending_is_that_of_the_child(watch, source, ending):
    assert watch(source)[0].ending == ending


def test_prints_of_the_child_do_not_hide_what_was_asked(watch, tmp_path):
    path = tmp_path / "data"
    path.touch()
    _, asked = watch(f"print('no new line', end='', flush=True); open({str(path)!r})")
    assert [one.path for one in asked] == [str(path)]
