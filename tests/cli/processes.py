"""Which processes a command has started, and whether they are gone; reads /proc."""

import os
import time
from pathlib import Path


def processes():
    """Parent and start time of every process, by its id."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            found[int(path.parent.name)] = (int(fields[1]), fields[19])
    return found


def descendants(pid):
    found_now = processes()
    wanted, found = {pid}, {}
    while wanted:
        wanted = {child for child, (parent, _) in found_now.items() if parent in wanted}
        found |= {child: found_now[child][1] for child in wanted}
    return found


def gone(started, seconds=10):
    """True as soon as none of these processes is there any more."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        now = {pid: start for pid, (_, start) in processes().items()}
        if not any(now.get(pid) == start for pid, start in started.items()):
            return True
        time.sleep(0.05)
    return False


def command_of(pid):
    """The command line of a process, or nothing where it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode().replace("\0", " ")
    except OSError:
        return ""


def seconds_of(pid):
    """The processor time of a process so far, 0 where it has ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
