"""A notebook in a sandboxed kernel: its outputs come back, and it reaches nothing else."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import pytest
from jupyter_client import KernelManager
from nbclient.exceptions import DeadKernelError

from graders import isolation
from graders.integrations.kernel import NAME, forks, provisioner, spec

from .conftest import execute, printed

PLOT = "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3])\nplt.show()"
FIT = """
import keras, numpy as np
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
model.compile("sgd", "mse")
print(len(model.fit(np.ones((8, 4)), np.ones((8, 1)), epochs=3, verbose=0).history["loss"]), "epochs")
"""
DEAD = r"""
import os
os._exit(3)
"""


def children(process: int) -> list[int]:
    return [int(n) for n in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def grandchildren() -> set[int]:
    """Every kernel that runs now: the children of the warm processes."""
    warm = [
        int(n)
        for task in Path("/proc/self/task").iterdir()
        for n in (task / "children").read_text().split()
    ]
    return {kernel for process in warm for kernel in children(process)}


@pytest.fixture
def manager(light):
    """A kernel that is at work."""
    made = KernelManager(kernel_name=NAME)
    made.start_kernel()
    yield made
    made.shutdown_kernel(now=True)


def client(manager):
    made = manager.blocking_client()
    made.start_channels()
    made.wait_for_ready(timeout=30)
    return made


def test_printed_text_values_errors_and_plots_come_back(light):
    pytest.importorskip("matplotlib")
    first, second, third, fourth = execute("print('hello')", "6 * 7", "1 / 0", PLOT).cells
    assert first.outputs[0].text == "hello\n"
    assert second.outputs[0].data["text/plain"] == "42"
    assert third.outputs[0].ename == "ZeroDivisionError"
    assert "image/png" in fourth.outputs[0].data


def test_what_is_written_to_the_descriptors_comes_back_too(light):
    assert printed("import os; os.write(1, b'raw\\n'); import time; time.sleep(0.5)").startswith(
        "raw"
    )


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("open('/etc/passwd')", "PermissionError"),
        ("import os; os.listdir('/tmp')", "PermissionError"),
        ("import socket; socket.socket()", "OSError: [Errno 100]"),
        ("import socket; socket.socket(socket.AF_UNIX)", "OSError: [Errno 100]"),
        ("import socket; a, b = socket.socketpair(); a.bind('here')", "OSError: [Errno 100]"),
        ("import socket; a, b = socket.socketpair(); a.listen()", "OSError: [Errno 100]"),
        ("import zmq; zmq.Context().socket(zmq.REQ).connect('tcp://127.0.0.1:1')", "ZMQError"),
        ("import subprocess; subprocess.run(['true'])", "PermissionError"),
        ("import os; os.fork()", "PermissionError"),
        ("import os; os.kill(os.getppid(), 0)", "PermissionError"),
        ("import os; os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0)); "
         "print(os.sched_getscheduler(0) == os.SCHED_IDLE)", "False"),
    ],
)  # fmt: skip
def test_is_shut_in(one_kernel, code, error):
    assert error in one_kernel(code)


@pytest.fixture(scope="module")
def one_kernel(on_linux):
    """Runs code in one kernel that stays, and gives what it printed or failed with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forks, "PRELOAD", ())
        patch.setattr(forks, "_idle", [])
        made = KernelManager(kernel_name=NAME)
        made.start_kernel()
        talk = client(made)
        yield lambda code: _said(talk, code)
        talk.stop_channels()
        made.shutdown_kernel(now=True)


def _said(talk, code: str) -> str:
    said = []
    reply = talk.execute_interactive(
        code,
        output_hook=lambda message: said.append(message["content"].get("text", "")),
        timeout=30,
    )["content"]
    return "".join(said) + f"{reply.get('ename')}: {reply.get('evalue')}"


def test_reads_no_other_students_file(one_kernel, tmp_path):
    other = tmp_path / "ada.ipynb"
    other.write_text("the answer of somebody else")
    assert "PermissionError" in one_kernel(f"print(open({str(other)!r}).read())")


def test_every_thread_of_it_is_shut_in(one_kernel):
    """Layers hold for threads that start after them: one that was there before would be a way out."""
    code = """
from pathlib import Path
states = [t.read_text() for t in Path("/proc/self/task").glob("*/status")]
fields = [dict(line.split(":\\t", 1) for line in s.splitlines() if ":\\t" in line) for s in states]
print(len(fields) > 4, {(f["Seccomp"], f["NoNewPrivs"]) for f in fields})
"""
    assert one_kernel(code).startswith("True {('2', '1')}")


def test_nothing_of_the_grader_is_in_its_environment(one_kernel, monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_INSTRUCTOR", "x")
    assert "SECRET" not in one_kernel("import os; print(dict(os.environ))")
    assert "'.'" not in one_kernel("import sys; print(sys.path)")


def test_its_sockets_lie_where_it_cannot_reach_them(manager):
    place = Path(manager.ip).parent
    assert len(list(place.iterdir())) == 5
    assert place.stat().st_mode & 0o777 == 0o700
    talk = client(manager)
    assert "PermissionError" in _said(talk, f"import os; os.unlink({manager.ip + '-1'!r})")
    talk.stop_channels()


def test_an_endless_cell_loses_itself_only(light):
    said = printed("while True: pass", "print('next')", timeout=2, interrupt_on_timeout=True)
    assert "KeyboardInterrupt" in said
    assert "next" in said


@pytest.mark.parametrize("code", [DEAD, "import ctypes; ctypes.string_at(0)"])
def test_one_that_dies_stops_no_other(light, code):
    with pytest.raises(DeadKernelError):
        execute(code)
    assert printed("print('good')") == "good\n"


def test_a_time_limit_ends_it_and_is_named(light, monkeypatch, caplog):
    # Its start takes of that second, too.
    monkeypatch.setattr(provisioner.SandboxedProvisioner.seconds, "default_value", 1)
    with pytest.raises(DeadKernelError):
        execute("try:\n  while True: pass\nexcept BaseException: pass\n" * 3)
    monkeypatch.undo()
    assert "1 s" in caplog.text
    assert "timeout" in caplog.text


def test_nothing_is_left_of_it(light):
    before, others = set(os.listdir(tempfile.gettempdir())), grandchildren()
    runtime = light / "runtime"
    printed(
        "open('left', 'w').write('x'); import threading; threading.Thread(target=input).start()"
    )
    assert grandchildren() == others
    scratches = [
        Path(tempfile.gettempdir(), name)
        for name in set(os.listdir(tempfile.gettempdir())) - before
    ]
    ours = [
        path
        for path in scratches
        if path.name.startswith("lrgrade-") and path.stat().st_uid == os.getuid()
    ]
    assert [entry for folder in ours for entry in folder.rglob("left")] == []
    assert not list(runtime.glob("*.json"))


def test_one_that_ignores_its_shutdown_is_killed(manager):
    talk = client(manager)
    talk.execute("while True:\n  try:\n    while True: pass\n  except KeyboardInterrupt: pass")
    manager.interrupt_kernel()
    with_it = grandchildren()
    manager.shutdown_kernel(now=True)
    talk.stop_channels()
    assert len(with_it - grandchildren()) == 1
    assert not manager.has_kernel


def test_it_starts_again_at_the_same_place(manager):
    talk = client(manager)
    assert _said(talk, "kept = 1").startswith("None")
    manager.restart_kernel(now=True)
    talk.wait_for_ready(timeout=30)
    assert _said(talk, "kept").startswith("NameError")
    talk.stop_channels()


@pytest.mark.slow
def test_two_at_a_time(manager):
    other = KernelManager(kernel_name=NAME)
    other.start_kernel()
    talks = [client(manager), client(other)]
    first, second = (_said(talk, "import os; print(os.getpid())") for talk in talks)
    assert first != second
    for talk in talks:
        talk.stop_channels()
    other.shutdown_kernel(now=True)
    assert manager.is_alive()


@pytest.mark.slow
def test_it_ends_with_the_program_that_started_it(light):
    code = f"""
import os, signal
from graders.integrations.kernel import forks
forks.PRELOAD = ()
from jupyter_client import KernelManager
manager = KernelManager(kernel_name={NAME!r})
manager.start_kernel()
client = manager.blocking_client()
client.start_channels()
client.wait_for_ready(timeout=60)
client.execute_interactive("import os; print(os.getpid())", output_hook=lambda m: print(m["content"].get("text", ""), end="", flush=True))
os.kill(os.getpid(), signal.SIGKILL)
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    kernel = Path("/proc", ended.stdout.strip())
    until = time.monotonic() + 10
    while kernel.exists() and time.monotonic() < until:
        time.sleep(0.05)  # The kernel of the system ends it; nobody tells when.
    assert not kernel.exists()


def test_the_layers_are_told(manager):
    from jupyter_core.utils import run_sync

    told = run_sync(manager.provisioner.get_provisioner_info)()
    off = {name for name, state in told["layers"].items() if state != "on"}
    assert told["layers"].keys() == set(isolation.LAYERS)
    assert off <= {"namespaces", "user"}
    json.dumps(told["layers"])


def test_one_that_cannot_be_started_says_why_and_leaves_nothing(light, monkeypatch):
    monkeypatch.setattr(forks, "PRELOAD", ("no_such_module_anywhere",))
    monkeypatch.setattr(forks, "_idle", [])
    made = KernelManager(kernel_name=NAME)
    with pytest.raises(RuntimeError, match="No module named 'no_such_module_anywhere'"):
        made.start_kernel()
    assert not Path(made.ip).parent.exists()
    assert not made.has_kernel


def test_nbgraders_own_execution_takes_it(light):
    preprocessors = pytest.importorskip("nbgrader.preprocessors")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("open('/etc/passwd')")])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    execute = preprocessors.Execute(kernel_name=NAME)
    done, _ = execute.preprocess(notebook, {"metadata": {"path": "."}})
    assert done.cells[0].outputs[0].ename == "PermissionError"


def test_is_refused_where_a_layer_is_off(monkeypatch):
    monkeypatch.setattr(
        isolation, "lacking", lambda layers: ["the network layer is off: no libseccomp"]
    )
    with pytest.raises(RuntimeError, match="no libseccomp"):
        provisioner._layers.__wrapped__()


def test_is_refused_in_words_where_a_fork_is_not_safe(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(RuntimeError, match="only Linux does that safely"):
        provisioner._layers.__wrapped__()


def test_the_kernelspec_starts_nothing_by_itself():
    """A Jupyter that ignores provisioners would run its command, without any layer."""
    ended = subprocess.run(spec.SPEC["argv"], capture_output=True, text=True)
    assert ended.returncode == 1
    assert "needs a Jupyter that knows its provisioner" in ended.stderr


@pytest.mark.slow
def test_a_notebook_with_a_fit_and_a_plot(on_linux):
    first, second = execute(FIT, PLOT).cells
    assert first.outputs[-1].text == "3 epochs\n"
    assert "image/png" in second.outputs[0].data


@pytest.mark.slow
def test_nbconvert_executes_by_the_kernels_name(on_linux, tmp_path):
    cells = [nbformat.v4.new_code_cell(code) for code in (FIT, "open('/etc/passwd')")]
    path = tmp_path / "handed_in.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    command = ["-m", "nbconvert", "--to", "notebook", "--execute", "--allow-errors", "--inplace"]
    ended = subprocess.run(
        [sys.executable, *command, f"--ExecutePreprocessor.kernel_name={NAME}", str(path)],
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    fit, file = nbformat.read(path, as_version=4).cells
    assert fit.outputs[-1].text == "3 epochs\n"
    assert file.outputs[0].ename == "PermissionError"
