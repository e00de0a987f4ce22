"""Writes a release into a folder that is new, empty, or holds an earlier release.

It never overwrites and never removes what no release wrote: `.lrgrade-release.json` keeps the hash
of each file it wrote, and a file with other content is somebody's own. All is looked at before
anything is written; an update that was killed goes on when it is run again.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

LIST = ".lrgrade-release.json"
SCHEMA = "lrgrade-release/1"

Hashes = dict[str, list[str]]
"""For each path, what a release may have left there: two contents while an update is under way."""


class ReleaseError(ValueError):
    """The folder cannot take the release; one sentence says why and what to do."""


@dataclass(frozen=True)
class Released:
    """Paths that were written (new or changed) and removed; `same` counts the others."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    same: int


def write(folder: Path, contents: Mapping[str, bytes], first: Mapping[str, bytes]) -> Released:
    """Bring `folder` to `contents`; what `first` holds is written only where nothing is.

    Raises ReleaseError, before anything is written, where that would touch what is not a release's.
    """
    earlier = _earlier(folder)
    now = {path: [_hash(content)] for path, content in contents.items()}
    changed = [path for path, (wanted,) in now.items() if _found(folder, path) != wanted]
    gone = [path for path in earlier if path not in now and _found(folder, path)]
    _refuse_what_is_not_ours(folder, [*changed, *gone], earlier)
    folder.mkdir(parents=True, exist_ok=True)
    _keep_list(folder, {p: earlier.get(p, []) + now.get(p, []) for p in {**earlier, **now}})
    new = {path: text for path, text in first.items() if not os.path.lexists(folder / path)}
    for path, content in ({path: contents[path] for path in changed} | new).items():
        _write_whole(folder / path, content)
    for path in gone:
        _remove(folder, path)
    _keep_list(folder, now)
    return Released((*changed, *new), tuple(gone), len(now) - len(changed))


def _earlier(folder: Path) -> Hashes:
    """What an earlier release wrote; raises ReleaseError for a folder that holds something else."""
    if not folder.exists():
        return {}
    if not folder.is_dir():
        raise ReleaseError(f"{folder} is no folder; name a new one")
    kept = folder / LIST
    if kept.is_file() and not kept.is_symlink():
        return _read_list(kept)
    # A repository that was just made or cloned is empty, too.
    if any(path.name != ".git" for path in folder.iterdir()):
        raise ReleaseError(f"{folder} is neither empty nor an earlier release; name a new folder")
    return {}


def _read_list(kept: Path) -> Hashes:
    try:
        told = json.loads(kept.read_text(encoding="utf-8"))
        files = told["files"] if told["schema"] == SCHEMA else None
        if not isinstance(files, dict) or not all(map(_is_entry, files.items())):
            raise ValueError("not a list of files")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ReleaseError(f"{kept} cannot be used ({error}); name a new folder") from error
    return files


def _is_entry(entry: tuple[object, object]) -> bool:
    """Whether a path is one inside the folder, and its hashes are hashes."""
    path, hashes = entry
    parts = PurePosixPath(str(path)).parts
    inside = bool(parts) and not {"..", "/", ".git"} & set(parts) and "\\" not in str(path)
    return inside and isinstance(hashes, list) and all(isinstance(one, str) for one in hashes)


def _refuse_what_is_not_ours(folder: Path, paths: Iterable[str], earlier: Hashes) -> None:
    for path in paths:
        linked = [part for part in _parents(folder, path) if part.is_symlink()]
        found = _found(folder, path)
        if linked or (found and found not in earlier.get(path, [])):
            raise ReleaseError(
                f"{linked[0] if linked else folder / path} is not as a release wrote it; "
                "move it away, then release again"
            )


def _parents(folder: Path, path: str) -> list[Path]:
    """The path inside `folder` and every folder above it there."""
    whole = folder / path
    return [whole, *(part for part in whole.parents if part.is_relative_to(folder / ""))][:-1]


def _found(folder: Path, path: str) -> str:
    """The hash of what is there: empty for nothing, and a word for what is no file."""
    whole = folder / path
    if whole.is_symlink():
        return "link"
    try:
        return _hash(whole.read_bytes())
    except FileNotFoundError:
        return ""
    except (IsADirectoryError, NotADirectoryError, PermissionError):
        return "no file"


def _hash(content: bytes) -> str:
    """git may have turned line ends into the system's own; that is no change."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    begun = path.with_name(f".{path.name}.begun")
    begun.write_bytes(content)
    begun.replace(path)


def _keep_list(folder: Path, files: Hashes) -> None:
    told = {"schema": SCHEMA, "files": dict(sorted(files.items()))}
    _write_whole(folder / LIST, (json.dumps(told, indent=1) + "\n").encode())


def _remove(folder: Path, path: str) -> None:
    """Remove a file, and the folders that are empty without it."""
    (folder / path).unlink()
    for parent in _parents(folder, path)[1:]:
        if any(parent.iterdir()):
            return
        parent.rmdir()
