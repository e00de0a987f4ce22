"""The versions that the course is made for: what it needs, and what it was tested on. Data."""

from dataclasses import dataclass

SUPPORTED = {
    "python": ">=3.11",
    "tensorflow": ">=2.19",
    "keras": ">=3.10",
    "numpy": ">=2.0",
    "pytest": ">=8.3",
}


@dataclass(frozen=True)
class Tested:
    """Versions on which `make test-versions` proves the course, and where they are found."""

    tensorflow: str
    keras: str
    numpy: str
    where: str


TESTED = (
    Tested("2.19.1", "3.10.0", "2.0.2", "the oldest; Kaggle, Colab's runtimes 2025.10 to 2026.04"),
    Tested("2.20.0", "3.13.2", "2.0.2", "between; Colab's runtime 2026.07"),
    Tested("2.21.0", "3.15.1", "2.4.6", "the newest"),
)


def fits(name: str, version: str) -> bool:
    """Whether `version` is in the supported range of `name`; True for a name without a range."""
    from packaging.specifiers import SpecifierSet

    return SpecifierSet(SUPPORTED.get(name, "")).contains(version, prereleases=True)


def newest_tested(name: str) -> str | None:
    """The newest version of `name` that was tested; None for a name that is not in TESTED."""
    return getattr(TESTED[-1], name, None)


def is_untested(name: str, version: str) -> bool:
    """Whether `version` is newer, by more than a patch, than what the course was tested on."""
    from packaging.version import Version

    newest = newest_tested(name)
    return newest is not None and Version(version).release[:2] > Version(newest).release[:2]
