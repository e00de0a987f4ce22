"""Canaries: a word that nobody can guess, put where no submission can read.

They are in the environment of the trusted processes, and so in their memory, and in a file beside
the folders that submissions work in. Whatever brings one back has read what it may not.
"""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

FILE = "canary.txt"
VARIABLE = "LRGRADE_CANARY"


@dataclass(frozen=True)
class Planted:
    """The word, and the folder that holds it and every temporary file of the run."""

    word: str
    folder: Path

    @property
    def file(self) -> Path:
        """The file that holds the word and nothing else."""
        return self.folder / FILE


@contextmanager
def planted() -> Iterator[Planted]:
    """A new word, there for the processes that are started meanwhile, in a folder of its own.

    All users may read the folder: the sandbox alone keeps a submission from it.
    """
    with tempfile.TemporaryDirectory(prefix="lrgrade-canary-") as name:
        found = Planted(f"canary-{secrets.token_hex(16)}", Path(name))
        found.folder.chmod(0o755)
        found.file.write_text(found.word, encoding="utf-8")
        with _environment({VARIABLE: found.word, "TMPDIR": name}):
            yield found


@contextmanager
def _environment(changed: dict[str, str]) -> Iterator[None]:
    """With these variables, and with the folder for temporary files that they name."""
    before = {name: os.environ.get(name) for name in changed}
    os.environ.update(changed)
    tempfile.tempdir = None
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
        tempfile.tempdir = None
