"""Looks at one running child from outside, for the limits that the kernel does not hold by itself.

It bounds one file but not a folder, private memory but not shared, and root may have as many
threads and processes as it likes. Reads only; it ends nobody.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

from graders.sandbox.limits import Limit, Limits

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
BLOCK = 512
"""Bytes of one block in `st_blocks`, whatever the file system's own blocks are."""


class Gauge:
    """What one child uses now: threads, processes, memory, its folder, processor time."""

    def __init__(self, pid: int, scratch: Path, limits: Limits) -> None:
        self._place = Path(f"/proc/{pid}")
        self._pid, self._scratch, self._limits = pid, scratch, limits
        self._real = os.path.realpath(scratch)

    def exceeded(self) -> Limit | None:
        """The limit that is exceeded now, if one is; a child that has ended exceeds none."""
        status = self._status()
        if status.get("Threads", 0) > self._limits.threads:
            return "threads"
        if (status.get("RssAnon", 0) + status.get("RssShmem", 0)) * 1024 > self._limits.memory:
            return "memory"
        # Whatever it leaves behind comes to its own parent, the warm process, which has no others.
        started = set(_descendants(status.get("PPid", self._pid))) - {self._pid}
        if len(started) > self._limits.processes:
            return "processes"
        return self._of_the_folder()

    def processor_seconds(self) -> float:
        """What all threads of the child have used together; 0 when it has ended."""
        with suppress(OSError, ValueError, IndexError):
            after_name = (self._place / "stat").read_text().rpartition(")")[2].split()
            return (int(after_name[11]) + int(after_name[12])) / TICKS
        return 0.0

    def _status(self) -> dict[str, int]:
        found = _numbers(self._place / "status")
        if "RssAnon" not in found:
            # Its first thread may have ended, and then only the others tell of their memory.
            others = map(_numbers, self._place.glob("task/*/status"))
            found |= next((other for other in others if "RssAnon" in other), {})
        return found

    def _of_the_folder(self) -> Limit | None:
        size = 0
        files = chain(_sizes(self._scratch), _nameless(self._place, self._real))
        try:
            for count, taken in enumerate(files, 1):
                size += taken
                if count > self._limits.scratch_files:
                    return "scratch_files"
                if size > self._limits.scratch:
                    return "scratch"
        except OSError:  # A folder too deep to look into, or one that may not be looked into.
            return "scratch_files"
        return None


def _numbers(status: Path) -> dict[str, int]:
    """What is wanted of one `status` file; nothing of a process that has ended."""
    lines: list[str] = []
    with suppress(OSError):
        lines = status.read_text().splitlines()
    parts = (line.partition(":") for line in lines)
    wanted = ("PPid", "Threads", "RssAnon", "RssShmem")
    return {name: int(value.split()[0]) for name, _, value in parts if name in wanted}


def _nameless(process: Path, scratch: str) -> Iterator[int]:
    """The bytes on disk of each file in use that lies in no folder; only root can see it."""
    found: dict[tuple[int, int], int] = {}
    with suppress(OSError):
        for path in chain(_opened(process), _mapped(process, scratch)):
            with suppress(FileNotFoundError):
                status = os.stat(path)  # noqa: PTH116 - many, and often
                if stat.S_ISREG(status.st_mode) and not status.st_nlink:
                    found[status.st_dev, status.st_ino] = status.st_blocks * BLOCK
    return iter(found.values())


def _opened(process: Path) -> list[str]:
    return [f"{process}/fd/{number}" for number in os.listdir(process / "fd")]  # noqa: PTH208


def _mapped(process: Path, scratch: str) -> Iterator[str]:
    """What was in the folder, and is kept in memory alone: a page of it keeps all of it on disk."""
    for line in (process / "maps").read_bytes().splitlines():
        if line.endswith(b" (deleted)") and os.fsencode(f" {scratch}/") in line:
            first, _, last = line.split()[0].partition(b"-")
            yield f"{process}/map_files/{int(first, 16):x}-{int(last, 16):x}"


def _sizes(folder: Path) -> Iterator[int]:
    """The bytes on disk of each thing below `folder`; never follows a link."""
    waiting = [str(folder)]
    while waiting:
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                with suppress(FileNotFoundError):
                    yield entry.stat(follow_symlinks=False).st_blocks * BLOCK
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)


def _descendants(pid: int) -> Iterator[int]:
    """The processes that a process has started, and theirs."""
    waiting = [pid]
    while waiting:
        here = waiting.pop()
        with suppress(OSError):
            for task in Path(f"/proc/{here}/task").iterdir():
                children = [int(child) for child in (task / "children").read_text().split()]
                waiting += children
                yield from children
