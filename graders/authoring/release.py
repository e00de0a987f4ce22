"""What students get of a course: every file of their repository, by its path, with its bytes.

It reads the authoring folder and writes nothing. What goes out and what never does stands in
`release.toml`; students' files of assignments are made from the solutions, so they are never stale.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit

from graders import rubrics
from graders.authoring.publish import published

HERE = Path(__file__).parent
PATTERNS = HERE / "release.toml"
TEMPLATES = HERE / "student_repository"
WORKFLOWS = ".github/workflows"

SHARED_REPOSITORY = (
    "grade-pull-requests.yml",
    "grade-student-repository.yml",
    "keep-environment.yml",
)
"""Workflows of the one repository that all students share, from docs/workflows."""
OWN_REPOSITORY = "feedback.yml"
"""The workflow of a student's own repository, which calls one of the shared one's."""
EXTRAS = ("nbgrader",)
"""What students may install beside the course."""


@dataclass(frozen=True)
class Called:
    """The shared repository whose workflow a student's own calls: `owner/name`, and a commit."""

    repository: str
    commit: str


class NoCommit(ValueError):
    """What was to be called is no repository at a commit."""


def called_of(text: str) -> Called:
    """What `OWNER/NAME@COMMIT` names. Raises NoCommit: a branch or a tag may move."""
    match = re.fullmatch(r"([\w.-]+/[\w.-]+)@([0-9a-f]{40})", text, re.ASCII)
    if not match:
        raise NoCommit(f"{text!r} is not OWNER/NAME@COMMIT with the 40 digits of a commit")
    return Called(match[1], match[2])


@dataclass(frozen=True)
class Private:
    """Files that never leave the authoring folder: what they hold, and their patterns."""

    holds: str
    paths: tuple[str, ...]


def private() -> tuple[Private, ...]:
    """All that never leaves the authoring folder, in the order of release.toml."""
    return tuple(Private(item["holds"], tuple(item["paths"])) for item in _patterns()["private"])


def contents(root: Path, called: Called | None = None) -> dict[str, bytes]:
    """Each file of the students' repository, by its path with slashes.

    With `called`, it is the template of a student's own repository. Raises PublishError when an
    assignment cannot be published.
    """
    return {
        **_copied(root),
        **_assignments(root),
        **_workflows(root, called),
        "pyproject.toml": _pyproject(root).encode(),
        ".gitignore": _template("gitignore"),
        "nbgrader_config.py": _template("nbgrader_config.py"),
    }


def first_contents(called: Called | None = None) -> dict[str, bytes]:
    """Files that are the instructor's own after the first release, and then left alone."""
    kind = "own" if called else "shared"
    readme = _template("README.md").replace(b"HANDING_IN\n", _template(f"handing_in_{kind}.md"))
    return {"README.md": readme, "course.toml": _template(f"course_{kind}.toml")}


def _copied(root: Path) -> dict[str, bytes]:
    patterns = _patterns()
    never = [path for item in private() for path in item.paths]
    chosen = _files(root, patterns["handed_out"]) - _files(root, [*patterns["left_out"], *never])
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(chosen)}


def _files(root: Path, patterns: list[str]) -> set[Path]:
    """The files that a pattern names; a link is none, for it may lead anywhere."""
    found = (path for pattern in patterns for path in root.glob(pattern))
    return {path for path in found if path.is_file() and not path.is_symlink()}


def _assignments(root: Path) -> dict[str, bytes]:
    texts = [published(slug, root) for slug in rubrics.slugs()]
    return {
        path.relative_to(root).as_posix(): text.encode()
        for part in texts
        for path, text in part.items()
        if path.is_relative_to(root / "assignments")
    }


def _workflows(root: Path, called: Called | None) -> dict[str, bytes]:
    source = root / "docs" / "workflows"
    if called is None:
        return {f"{WORKFLOWS}/{name}": (source / name).read_bytes() for name in SHARED_REPOSITORY}
    text = (source / OWN_REPOSITORY).read_text(encoding="utf-8")
    text = text.replace("OWNER/REPOSITORY", called.repository).replace("0" * 40, called.commit)
    return {f"{WORKFLOWS}/{OWN_REPOSITORY}": text.encode()}


def _pyproject(root: Path) -> str:
    """The course's own pyproject.toml without what only its authors need."""
    source = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    project: dict[str, Any] = dict(source["project"])
    extras = project["optional-dependencies"]
    project["optional-dependencies"] = {name: extras[name] for name in EXTRAS}
    project["entry-points"] = {"pytest11": project["entry-points"]["pytest11"]}
    hatch = source["tool"]["hatch"]
    packages = hatch["build"]["targets"]["wheel"]["packages"]
    return tomlkit.dumps(
        {
            "build-system": source["build-system"],
            "project": project,
            "tool": {
                "hatch": {
                    "version": hatch["version"],
                    "build": {"targets": {"wheel": {"packages": packages}}},
                }
            },
        }
    )


def _template(name: str) -> bytes:
    return (TEMPLATES / f"{name}.txt").read_bytes()


def _patterns() -> dict[str, Any]:
    return tomllib.loads(PATTERNS.read_text(encoding="utf-8"))
