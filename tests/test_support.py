import tomllib

from packaging.requirements import Requirement

from graders import course
from graders.support import SUPPORTED, TESTED, fits, is_untested, newest_tested


def project():
    text = (course.root() / "pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["project"]


def test_the_package_asks_for_the_range_that_the_doctor_checks():
    asked = {one.name: str(one.specifier) for one in map(Requirement, project()["dependencies"])}
    asked["python"] = project()["requires-python"]
    assert {name: asked[name] for name in SUPPORTED} == SUPPORTED


def test_all_tested_versions_are_in_the_range_and_the_oldest_is_its_beginning():
    for one in TESTED:
        assert all(fits(name, getattr(one, name)) for name in ("tensorflow", "keras", "numpy"))
    assert not fits("tensorflow", "2.18.1")
    assert not fits("keras", "3.9.2")


def test_the_constraints_hold_the_newest_tested_versions():
    text = (course.root() / "constraints.txt").read_text(encoding="utf-8").splitlines()
    for name in ("tensorflow", "keras", "numpy"):
        assert f"{name}=={newest_tested(name)}" in text


def test_a_newer_minor_version_is_untested_and_a_patch_is_not():
    assert is_untested("keras", "3.16.0")
    assert is_untested("tensorflow", "3.0.0")
    assert not is_untested("keras", "3.15.9")
    assert not is_untested("keras", "3.11.0")
    assert not is_untested("pytest", "99.0")


def test_the_documentation_names_the_range_and_the_tested_versions():
    text = (course.root() / "docs" / "instructors.md").read_text(encoding="utf-8")
    for one in TESTED:
        assert f"| {one.tensorflow} | {one.keras} |" in text
    for name in ("Python", "TensorFlow", "Keras"):
        assert f"{name} {SUPPORTED[name.lower()].removeprefix('>=')}" in text
