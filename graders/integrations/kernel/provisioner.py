"""Jupyter's way to a forked kernel: the provisioner that the kernelspec names.

It says no where the kernel could not be shut in. Everything that a kernel is started with (command,
environment, working folder, extra arguments) is left behind: the warm process has its own.
"""

import asyncio
import json
import signal
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase
from traitlets import Integer

from graders import isolation
from graders.integrations.kernel import CHANNELS, forks
from graders.sandbox import Limits
from graders.sandbox.limits import MEBIBYTE

LOOK = 0.005
"""Seconds from one look whether the kernel has started, or ended, to the next."""


class SandboxedProvisioner(KernelProvisionerBase):
    """Starts, signals and ends one kernel; `config` in kernel.json sets its limits."""

    seconds = Integer(600, min=1, help="Processor time of one kernel.").tag(config=True)
    wall_seconds = Integer(3600, min=1, help="Time on the clock of one kernel.").tag(config=True)
    memory_mib = Integer(3072, min=1024, help="Memory of one kernel.").tag(config=True)

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._fork: forks.Fork | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._layers: Mapping[str, str] = {}

    @property
    def has_process(self) -> bool:
        """Whether there is a kernel, at work or not yet waited for."""
        return self._fork is not None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose where the kernel is spoken to: sockets in a folder that it cannot reach."""
        self._layers = _layers()
        if self._folder is None:
            # Short, since the path of a socket may have 107 bytes.
            self._folder = tempfile.TemporaryDirectory(prefix="lrgrade-")
        manager: Any = self.parent
        manager.transport, manager.ip = "ipc", f"{self._folder.name}/kernel"
        for number, channel in enumerate(CHANNELS, 1):
            setattr(manager, f"{channel}_port", number)
        manager.write_connection_file()
        self.connection_info = manager.get_connection_info()
        return dict(await super().pre_launch(cmd=[], **kwargs))

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Have it forked, and wait until it can be spoken to."""
        told = {name: _text(value) for name, value in self.connection_info.items()}
        factor = self.wall_seconds / self.seconds
        limits = Limits(
            seconds=self.seconds,
            wall_factor=factor,
            memory=self.memory_mib * MEBIBYTE,
            open_files=512,
        )
        self._fork = forks.start(told, limits)
        while not self._fork.ready:
            if self._fork.ended.is_set():
                why = self._how_it_ended()
                self._fork = None
                await self.cleanup()
                raise RuntimeError(f"no kernel could be started: {why}")
            await asyncio.sleep(LOOK)
        self.log.info("A kernel was forked; layers: %s", json.dumps(dict(self._layers)))
        return self.connection_info

    async def poll(self) -> int | None:
        """None while it runs; then 0 if it was shut down, 1 if it ended otherwise."""
        if self._fork is None:
            return 0
        if not self._fork.ended.is_set():
            return None
        if getattr(self._fork.told, "ending", "") == "finished":
            return 0
        if not self._fork.was_unwanted:
            self.log.warning("The kernel ended: %s", self._how_it_ended())
        return 1

    async def wait(self) -> int | None:
        """Wait for its end; everything that it left behind is gone then."""
        while (code := await self.poll()) is None:
            await asyncio.sleep(LOOK)
        self._fork = None
        return code

    async def send_signal(self, signum: int) -> None:
        """To this kernel alone; it has no processes of its own."""
        if self._fork is not None:
            self._fork.signal(signum)

    async def terminate(self, restart: bool = False) -> None:
        """End it; a kernel has nothing to put in order."""
        await self.kill(restart)

    async def kill(self, restart: bool = False) -> None:
        """End it, whatever it does."""
        await self.send_signal(signal.SIGKILL)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove its sockets, unless one comes after it in their place."""
        if not restart and self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    async def get_provisioner_info(self) -> dict[str, Any]:
        """What is known of it, and which layers are on."""
        return {**await super().get_provisioner_info(), "layers": dict(self._layers)}

    def _how_it_ended(self) -> str:
        told = self._fork.told if self._fork else None
        if told is None or isinstance(told, Exception):
            return str(told)
        last = told.output.strip().splitlines()[-1:]
        return ", ".join(filter(None, (told.ending, told.limit, told.detail, *last)))


def _text(value: object) -> object:
    """A value of the connection as JSON has it."""
    return value.decode() if isinstance(value, bytes) else value


@cache
def _layers() -> Mapping[str, str]:
    """The layers here; raises RuntimeError where a kernel would not be shut in."""
    if sys.platform != "linux":
        raise RuntimeError(
            "A sandboxed kernel is forked, and only Linux does that safely: run these notebooks in "
            "a Linux container, or with the kernel python3 if you trust their code."
        )
    if missing := isolation.lacking(isolation.DEMANDED):
        raise RuntimeError("A kernel cannot be shut in here: " + "\n".join(missing))
    return isolation.layers_here()
