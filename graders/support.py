"""The versions that the course is made for. Data, and one comparison."""

SUPPORTED = {
    "python": ">=3.11",
    "tensorflow": ">=2.18",
    "keras": ">=3.8",
    "numpy": ">=2.0",
    "pytest": ">=8.3",
}


def fits(name: str, version: str) -> bool:
    """Whether `version` is in the supported range of `name`; True for a name without a range."""
    from packaging.specifiers import SpecifierSet

    return SpecifierSet(SUPPORTED.get(name, "")).contains(version, prereleases=True)
