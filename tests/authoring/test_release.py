"""What students get: all they need, and nothing of what is only the author's."""

import json
import re
import subprocess
import sys
import tomllib
import zipfile

import numpy as np
import pytest

from graders import course, rubrics
from graders.authoring import release
from graders.authoring.release_folder import write

ROOT = course.root()
COMMIT = "1f" * 20


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The students' repository, written once."""
    folder = tmp_path_factory.mktemp("release") / "course"
    write(folder, release.contents(ROOT), release.first_contents())
    return folder


def wheel_of(source, folder):
    """The wheel that `pip install` would build from `source`, unpacked in `folder`."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


@pytest.fixture(scope="module")
def wheel(released, tmp_path_factory):
    return wheel_of(released, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def authors_wheel(tmp_path_factory):
    """The wheel of the authoring folder itself, for whoever installs that at students'."""
    return wheel_of(ROOT, tmp_path_factory.mktemp("authors_wheel"))


# Canaries: strings that are taken from what is private, and must be nowhere else.

SHORTEST = 30
"""Shorter lines (`return model`) stand in many places and give nothing away."""

SHOWN = {
    "schedule = keras.optimizers.schedules.CosineDecay(": "docs/students.md measures one",
    # What follows stands in the grader itself, which needs it for the visible checks.
    "if not math.isfinite(final_loss) or final_loss > initial_loss:": "the rule, as the text has it",
    "loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)": "the probes train, too",
    "return float(optimizer.learning_rate)": "a probe reads the rate",
    "return keras.Model(base.input, keras.layers.Dense(n_classes)(base.output))": "a model to train",
}
"""Lines of solutions that students may read elsewhere, with the reason."""


def plain(text):
    """The text without spaces, quotes and escapes, so that every way of writing it is the same."""
    return re.sub(r"""[\s"'\\]""", "", text.replace("\\n", ""))


def private_files(pattern):
    files = [path for path in ROOT.glob(pattern) if path.is_file()]
    assert files, pattern
    return files


def lines(path):
    return path.read_text("utf-8").splitlines()


def quiz_keys():
    """Each question with its key in several ways of writing, and what explains an option."""
    for path in private_files("solutions/*/quiz.toml"):
        for name, question in tomllib.loads(path.read_text("utf-8")).items():
            yield from (f"{name}{sign}{question['key']}" for sign in ":=")
            yield f"key={question['key']}"
            yield from (option["why"] for option in question["options"])


SOLUTION = re.compile(r"BEGIN SOLUTION\n(.*?)### END SOLUTION", re.S)


def solutions():
    """Each solution, and each of its lines that the lessons do not show themselves."""
    sources = [path.read_text("utf-8") for path in private_files("solutions/*/*.py")]
    outside = "\0".join(plain(SOLUTION.sub("", text)).replace("#", "") for text in sources)
    for text in sources:
        blocks = SOLUTION.findall(text)
        assert len(blocks) > 0
        yield from (block for block in blocks if block.strip() not in SHOWN)
        for line in (line for block in blocks for line in block.splitlines()):
            if plain(line) not in outside and line.strip() not in SHOWN:
                yield line


def hidden_checks():
    """Lines of hidden checks and of hidden data; their titles are public."""
    public = {plain(check.title) for name in rubrics.slugs() for check in rubrics.load(name).hidden}
    scaffold = ROOT / "graders/authoring/scaffold/graders/rubrics/SLUG/hidden_checks.py.txt"
    public |= {plain(line) for line in lines(scaffold)}
    found = [line for path in private_files("graders/rubrics/*/hidden_*") for line in lines(path)]
    yield from (line for line in found if plain(line) not in public and "import" not in line)


def examples():
    """What each example says of itself."""
    for path in private_files("graders/rubrics/*/examples/*/*.py"):
        yield path.read_text("utf-8").removeprefix('"""').split('"""')[0]


def explanations():
    """Labelled answers, and the words by which answers are marked."""
    prompts = {item.prompt for name in rubrics.slugs() for item in rubrics.load(name).explanations}
    for path in private_files("graders/rubrics/*/marking/*.jsonl"):
        for told in map(json.loads, lines(path)):
            yield from (one for one in told.values() if isinstance(one, str) and one not in prompts)
    for path in private_files("graders/rubrics/*/marking/*.toml"):
        yield from lines(path)


def sample_class():
    """Each submission of the sample class, as far as it is not the published file itself."""
    for path in private_files("graders/sample_class/*/*/*.py"):
        yield path.read_text("utf-8")


SECRETS = [quiz_keys, solutions, hidden_checks, examples, explanations, sample_class]
WITH_SHORT_ONES = [quiz_keys]


@pytest.fixture(scope="module")
def texts(released, wheel, authors_wheel):
    """Each different text that students may get, with the places where it is."""
    places = {}
    for folder in (released, wheel, authors_wheel):
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix != ".npz":
                places.setdefault(plain(path.read_text("utf-8")), []).append(str(path))
    return places


@pytest.mark.parametrize("secrets", SECRETS, ids=lambda secrets: secrets.__name__)
def test_no_secret_is_in_what_students_get(texts, secrets):
    shortest = 1 if secrets in WITH_SHORT_ONES else SHORTEST
    canaries = {short: text for text in secrets() if len(short := plain(text)) >= shortest}
    assert len(canaries) > 10
    everything = "\0".join(texts)
    found = [text for short, text in canaries.items() if short in everything]
    assert [
        (text, places) for text in found for held, places in texts.items() if plain(text) in held
    ] == []


def rows(path):
    with np.load(path) as arrays:
        return {row.tobytes() for name in arrays.files for row in arrays[name] if row.ndim == 2}


def test_no_held_back_image_is_in_what_students_get(released, wheel, authors_wheel):
    secret = rows(ROOT / "graders/judge/held_back/digits.npz")
    assert len(secret) > 500
    given = [path for folder in (released, wheel, authors_wheel) for path in folder.rglob("*.npz")]
    assert sum("digits" in path.name for path in given) == 3
    assert [str(path) for path in given if secret & rows(path)] == []


def test_no_private_file_is_there_under_its_own_name_or_another(released, wheel, authors_wheel):
    secret = [path for part in release.private() for each in part.paths for path in ROOT.glob(each)]
    secret = [path for path in secret if path.is_file() and path.suffix not in (".svg", ".pyc")]
    names = {path.relative_to(ROOT) for path in secret}
    known = {path.read_bytes() for path in secret} - {b""}
    assert len(known) > 500
    for folder in (released, wheel, authors_wheel):
        given = [path for path in folder.rglob("*") if path.is_file()]
        assert [
            path
            for path in given
            if path.relative_to(folder) in names or path.read_bytes() in known
        ] == []


def test_every_pattern_of_what_is_private_names_something():
    for part in release.private():
        assert all(any(ROOT.glob(pattern)) for pattern in part.paths), part


def test_the_wheel_is_the_package_of_the_release(released, wheel):
    package = {
        path.relative_to(released) for path in (released / "graders").rglob("*") if path.is_file()
    }
    assert package == {
        path.relative_to(wheel) for path in (wheel / "graders").rglob("*") if path.is_file()
    }
