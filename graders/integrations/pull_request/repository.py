"""Reads what changed between two commits, and files of a commit, through git's own objects.

Nothing of a commit comes into a working tree, so no hook, filter, attribute or link of it acts.
"""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LINK, SUBMODULE, NOTHING = "120000", "160000", "000000"
LONGEST = 120.0
"""Seconds for one question to git."""


class NoSuchCommit(ValueError):
    """git cannot answer; one sentence says why."""


@dataclass(frozen=True)
class Changed:
    """A path that a commit has otherwise than its base: git's mode and object there."""

    path: str
    mode: str
    object: str

    @property
    def is_file(self) -> bool:
        """False for what was taken away, a link, or a submodule."""
        return self.mode not in (LINK, SUBMODULE, NOTHING)


class Repository:
    """One repository on disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def changed(self, base: str, head: str) -> list[Changed]:
        """What `head` changes since it left `base`, by path. Raises NoSuchCommit."""
        common = self._told("merge-base", *map(self._commit, (base, head))).decode().strip()
        raw = self._told("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev",
                         common, self._commit(head))  # fmt: skip
        return sorted(_changes(raw), key=lambda change: change.path)

    def size(self, change: Changed) -> int:
        """Bytes of the file."""
        return int(self._told("cat-file", "-s", change.object))

    def content(self, change: Changed) -> bytes:
        """The file as it was committed."""
        return self._told("cat-file", "blob", change.object)

    def _commit(self, revision: str) -> str:
        asked = f"{revision}^{{commit}}"
        return self._told("rev-parse", "--verify", "--end-of-options", asked).decode().strip()

    def _told(self, *words: str) -> bytes:
        command = ["git", "-C", str(self._folder), "-c", "core.fsmonitor=false", *words]
        try:
            done = subprocess.run(command, capture_output=True, check=True, timeout=LONGEST)
        except FileNotFoundError as error:
            raise NoSuchCommit("git is not installed") from error
        except subprocess.TimeoutExpired as error:
            raise NoSuchCommit(f"git {words[0]} took over {LONGEST:g} s") from error
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode("utf-8", "replace").strip().splitlines()
            raise NoSuchCommit(said[-1] if said else f"git {words[0]} failed") from error
        return done.stdout


def _changes(raw: bytes) -> Iterator[Changed]:
    """The entries of `git diff-tree -z --raw`: `:mode mode object object status`, then the path."""
    parts = iter(raw.split(b"\0"))
    for entry in parts:
        if entry:
            _, mode, _, identity, _ = entry.decode("ascii").split(" ")
            yield Changed(next(parts).decode("utf-8", "surrogateescape"), mode, identity)
