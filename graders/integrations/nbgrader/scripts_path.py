"""Lets nbgrader find the command `alembic`, which it calls by name to make a gradebook.

Where the virtual environment is not activated, that name is on no PATH, and nbgrader's first
command leaves a gradebook that the next one cannot use.
"""

import os
import shutil
from importlib import metadata
from pathlib import Path


def with_alembic() -> None:
    """Put the folder that holds `alembic` at the end of this process's PATH, if it is needed."""
    if shutil.which("alembic") is None:
        folders = [_folder(file) for file in metadata.files("alembic") or () if _is_script(file)]
        os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), *folders])


def _is_script(file: metadata.PackagePath) -> bool:
    return file.name in ("alembic", "alembic.exe")


def _folder(file: metadata.PackagePath) -> str:
    return str(Path(str(file.locate())).resolve().parent)
