"""Formgrader's pages with this course's settings and with nbgrader's own, over one gradebook.

Two servers run at a time; each page is asked of both by turns, after one visit that is not counted.
Compared are the processor seconds of the server: the time on the wall is that of a busy machine.
It prints, and changes nothing in the course.
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

ROUNDS = 15
OWN = """\
c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "build/release"
"""


def compare(course: Path, slug: str, environment: dict[str, str]) -> None:
    """Print for each page the median of both, and the ratio."""
    own = course.parent / "own_settings"
    own.mkdir(exist_ok=True)
    (own / "nbgrader_config.py").write_text(OWN.format(root=str(course)))
    with (
        _server(course, course.parent, environment) as ours,
        _server(own, course.parent, environment) as theirs,
    ):
        print("Formgrader's pages (median processor seconds; ours, nbgrader's own, ratio)")
        for name, paths in _pages(ours, slug).items():
            first, second = [], []
            for _ in range(ROUNDS + 1):
                first.append(ours.seconds_of(paths))
                second.append(theirs.seconds_of(paths))
            mine, other = median(first[1:]), median(second[1:])
            print(f"  {name:<20}{mine:6.3f} {other:6.3f}  {mine / other:.2f}")


def _pages(server: "Server", slug: str) -> dict[str, list[str]]:
    """What a browser asks for to show each page: the page, and the data that its script loads."""
    listed = server.get(f"/formgrader/api/submitted_notebooks/{slug}/{slug}")
    one = json.loads(listed)[0]["id"]
    return {
        "manage submissions": [
            f"/formgrader/manage_submissions/{slug}",
            f"/formgrader/api/submissions/{slug}",
        ],
        "gradebook": [
            f"/formgrader/gradebook/{slug}/{slug}",
            f"/formgrader/api/submitted_notebooks/{slug}/{slug}",
        ],
        "one submission": [
            f"/formgrader/submissions/{one}",
            f"/formgrader/api/grades?submission_id={one}",
            f"/formgrader/api/comments?submission_id={one}",
        ],
    }


class Server:
    """A running server with formgrader in it."""

    def __init__(self, port: int, pid: int) -> None:
        self._address, self._pid = f"http://127.0.0.1:{port}", pid

    def get(self, path: str) -> bytes:
        """The body of a page; raises HTTPError where it is none."""
        with urllib.request.urlopen(self._address + path, timeout=120) as answer:
            body: bytes = answer.read()
        return body

    def seconds_of(self, paths: list[str]) -> float:
        """The server's processor seconds for all of `paths`."""
        before = self._used()
        for path in paths:
            self.get(path)
        return self._used() - before

    def _used(self) -> float:
        """In nanoseconds of its scheduler, for clock ticks are as long as a page takes."""
        tasks = Path(f"/proc/{self._pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


@contextmanager
def _server(folder: Path, root: Path, environment: dict[str, str]) -> Iterator[Server]:
    """A server that was started in `folder` and reads its nbgrader_config.py."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    extensions = "--ServerApp.jpserver_extensions=nbgrader.server_extensions.formgrader=True"
    options = [f"--ServerApp.port={port}", f"--ServerApp.root_dir={root}", "--no-browser"]
    command = [sys.executable, "-m", "jupyter_server", extensions, *options]
    command += ["--IdentityProvider.token=", "--ServerApp.allow_root=True"]
    with (folder.parent / f"{folder.name}.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | environment, stdout=log, stderr=log
        )
    try:
        server = Server(port, process.pid)
        _wait(server, process)
        yield server
    finally:
        process.terminate()
        process.wait()


def _wait(server: Server, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        try:
            server.get("/formgrader/api/status")
        except (urllib.error.URLError, ConnectionError):
            if process.poll() is not None:
                raise SystemExit(f"the server ended with {process.returncode}") from None
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server does not answer")
