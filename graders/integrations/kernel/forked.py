"""What runs in the forked child: an IPython kernel on sockets that were opened before the layers.

A child may open no socket. So the five on which it is spoken to listen before it is shut in, and
ZeroMQ is handed them; from then on it can only take who comes to these. Nothing here runs a
notebook's code before the layers are on, and no thread is started before.

The warm process imports this module, and with it what a first `fit` and a first plot import.
"""

import errno
import importlib
import json
import os
import socket
import sys
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import traitlets
import zmq
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from IPython.core.pylabtools import find_gui_and_backend

from graders.integrations.kernel import CHANNELS
from graders.sandbox.channel import Channel

with suppress(ImportError):  # Plots are for those who have matplotlib.
    for name in ("matplotlib.pyplot", "matplotlib_inline.backend_inline"):
        importlib.import_module(name)
    # By the names of packages, which a child cannot list.
    find_gui_and_backend("inline")  # type: ignore[no-untyped-call]

UNNAMED = ".new"
"""What the file of a socket is called until somebody can come, and what ZeroMQ takes it for."""
Opened = tuple[dict[str, Any], *tuple[socket.socket, ...]]


def before_serve(channel: Channel) -> Opened:
    """Take how the kernel is spoken to, and listen there."""
    connection = json.loads(channel.receive())
    return connection, *(_listening(f"{connection['ip']}-{n + 1}") for n in range(len(CHANNELS)))


def serve(channel: Channel, connection: dict[str, Any], *listening: socket.socket) -> None:
    """Be a kernel until it is shut down."""
    places = (f"ipc://{connection['ip']}-{n + 1}" for n in range(len(CHANNELS)))
    numbers = (each.detach() for each in listening)
    _Given.listening.update(zip(places, numbers, strict=True))
    zmq.Context._socket_class = _Given  # type: ignore[misc]  # of every context from now on
    app: Any = _App.instance(told=connection)
    errors = os.dup(2)
    try:
        _work(app)
    except Exception:
        os.dup2(errors, 2)  # What fails here is told outside, and not to who speaks to it.
        app.reset_io()
        raise
    channel.send(b"")


def _work(app: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # ipykernel's, of a socket for what programs print
        app.initialize([])
    if "matplotlib" in sys.modules:
        app.shell.enable_matplotlib("inline")
    app.start()
    app.close()


def _listening(path: str) -> socket.socket:
    """A socket that listens; its file has its name when somebody can come."""
    made = socket.socket(socket.AF_UNIX)
    made.bind(path + UNNAMED)
    made.listen()
    Path(path + UNNAMED).rename(path)
    return made


class _Given(zmq.Socket[bytes]):
    """A socket that is bound to what listens already, instead of opening anything."""

    listening: ClassVar[dict[str, int]] = {}

    def bind(self, addr: str) -> Any:
        """As ZeroMQ's, without a system call for the five channels."""
        if addr in self.listening:
            self.setsockopt(zmq.USE_FD, self.listening[addr])
        else:
            _inside(addr)
        return super().bind(addr)

    def connect(self, addr: str | bytes) -> Any:
        """As ZeroMQ's; the kernel's own way back to its shell, for a debugger, is left out."""
        place = addr if isinstance(addr, str) else addr.decode()
        if place.removesuffix(UNNAMED) in self.listening:
            return None
        _inside(place)
        return super().connect(place)


def _inside(address: str) -> None:
    """Raise for what needs a socket of the system: ZeroMQ ends a process that is refused one."""
    if not address.startswith("inproc:"):
        raise zmq.ZMQError(errno.ENETDOWN)


class _Kernel(IPythonKernel):
    """IPython's kernel, which may neither look for children nor send them anything."""

    def _process_children(self) -> list[Any]:
        return []


class _App(IPKernelApp):
    """IPython's kernel program, told by its parent and not by a file how it is spoken to."""

    kernel_class = _Kernel
    told: Any = traitlets.Dict()

    def init_connection_file(self) -> None:
        """There is none here: the trusted side has it, and told what is in it."""
        self.load_connection_info(self.told)

    def log_connection_info(self) -> None:
        """Nobody else can come."""

    def write_connection_file(self, **kwargs: Any) -> None:
        """Nobody here needs one."""
