"""What students get: all they need, and nothing of what is only the author's."""

import json
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile

import click.testing
import numpy as np
import pytest
import yaml

from graders import course, rubrics
from graders.authoring import release
from graders.authoring.release_folder import write
from graders.cli.group import group

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


# What students need is there.


@pytest.fixture(scope="module")
def python(released, tmp_path_factory):
    """An interpreter that has the released package, and these tests' packages beside it."""
    folder = tmp_path_factory.mktemp("environment")
    venv.EnvBuilder(symlinks=os.name != "nt").create(folder)
    (place,) = folder.glob("[Ll]ib/**/site-packages")
    packages = [path for path in sys.path if path.endswith("site-packages")]
    (place / "course.pth").write_text("\n".join([str(released), *packages]), encoding="utf-8")
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(python, *words, **settings):
    """A command of the released package."""
    code = "import sys; sys.argv[0] = 'lrgrade'; from graders.cli import main; main()"
    return subprocess.run([python, "-c", code, *words], capture_output=True, text=True, **settings)


def test_assignments_have_their_release_stamp(released):
    for slug in rubrics.slugs():
        stamp = f"lrgrade: {slug} {rubrics.load(slug).version}"
        for suffix in ("py", "ipynb"):
            text = (released / f"assignments/{slug}/{slug}.{suffix}").read_text("utf-8")
            assert stamp in text


def test_help_names_no_command_that_is_not_there(python, tmp_path):
    said = run(python, "--help", cwd=tmp_path)
    assert "check" in said.stdout
    assert "release" not in said.stdout
    assert run(python, "verify", cwd=tmp_path).returncode == 2


def test_every_module_of_the_release_can_be_imported(released, python, tmp_path):
    """nbgrader's and those that train need what is outside; the rest needs only what is there."""
    modules = [
        ".".join(path.relative_to(released).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((released / "graders").rglob("*.py"))
        if not {"nbgrader", "sandbox"} & set(path.parts) and path.stem != "pytest_plugin"
    ]
    assert len(modules) > 150
    code = f"import importlib, sys; [importlib.import_module(name) for name in {modules}];"
    code += "assert sys.modules['graders'].__file__.startswith(sys.argv[1])"
    command = [python, "-c", code, str(released)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_what_is_installed_pins_no_tensorflow_inside_the_range(released):
    project = tomllib.loads((released / "pyproject.toml").read_text("utf-8"))["project"]
    ranges = [one for one in project["dependencies"] if one.startswith(("tensorflow", "keras"))]
    assert ranges == ["tensorflow>=2.19", "keras>=3.10"]
    assert set(project["optional-dependencies"]) == {"nbgrader"}


def test_the_docs_tell_of_everything_that_stays():
    page = (ROOT / "docs/releasing.md").read_text("utf-8")
    assert [part.holds for part in release.private() if f"| {part.holds} |" not in page] == []


# The workflows, and the command.


def workflows(folder):
    return {path.name: yaml.safe_load(path.read_text("utf-8")) for path in folder.glob("*.yml")}


def test_every_action_and_workflow_that_is_used_is_pinned_by_commit():
    for path in (ROOT / "docs/workflows").glob("*.yml"):
        if ".gitlab" in path.name:
            continue
        used = re.findall(r"uses: *(\S+)", path.read_text("utf-8"))
        assert used
        assert all(re.fullmatch(r"[^@]+@[0-9a-f]{40}", one) for one in used), path


def test_the_shared_repository_has_its_workflows_and_a_student_s_own_calls_one(released):
    shared = workflows(released / ".github/workflows")
    assert set(shared) == {*release.SHARED_REPOSITORY}
    own = release.contents(ROOT, release.Called("school/rates", COMMIT))
    (text,) = (text for path, text in own.items() if path.startswith(".github"))
    job = yaml.safe_load(text)["jobs"]["feedback"]
    assert job["uses"] == (f"school/rates/.github/workflows/grade-student-repository.yml@{COMMIT}")
    # YAML calls the key `on` true.
    asked = shared["grade-student-repository.yml"][True]["workflow_call"]["inputs"]
    assert job["with"] == {"grader": "school/rates", "commit": COMMIT}
    assert set(asked) == set(job["with"])


def test_a_commit_that_looks_like_a_number_stays_a_text():
    text = release.contents(ROOT, release.Called("a/b", "1" * 40))[".github/workflows/feedback.yml"]
    assert yaml.safe_load(text)["jobs"]["feedback"]["with"]["commit"] == "1" * 40


def test_the_command_says_what_it_did_and_refuses_in_one_sentence(tmp_path):
    runner = click.testing.CliRunner()
    folder = str(tmp_path / "course")
    first, again = (runner.invoke(group, ["release", folder]) for _ in range(2))
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert re.search(r" \d{3} written, 0 removed, 0 as before\.$", first.output.strip())
    assert re.search(r" 0 written, 0 removed, \d{3} as before\.$", again.output.strip())
    for words in ([str(tmp_path)], [str(ROOT / "graders/new")], [folder, "--calls", "a/b@main"]):
        said = runner.invoke(group, ["release", *words])
        assert said.exit_code == 1
        assert said.output.startswith("lrgrade: ")
        assert said.output.count("\n") == 1


@pytest.fixture
def student(tmp_path):
    """A student's own repository, made from the template: (its folder, a function that commits)."""
    folder = tmp_path / "work"
    called = release.Called("school/rates", COMMIT)
    write(folder, release.contents(ROOT, called), release.first_contents(called))
    git = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@y"]
    subprocess.run([*git, "init", "-q"], check=True)

    def commit():
        subprocess.run([*git, "add", "-A"], check=True)
        subprocess.run([*git, "commit", "-qm", "x"], check=True)
        return subprocess.check_output([*git, "rev-parse", "HEAD"], text=True).strip()

    commit()
    return folder, commit


@pytest.mark.slow
def test_the_workflow_checks_what_a_student_pushed_and_nothing_else(
    released, python, student, tmp_path
):
    folder, commit = student
    examples = rubrics.load("optimizers").folder / "examples"
    answer = (examples / "wrong/adam_for_adamw.py").read_text("utf-8")
    (folder / "assignments/optimizers/optimizers.py").write_text(answer)
    (folder / "graders/rubrics/optimizers/checks.py").write_text("raise SystemExit")
    commit()
    (folder / "notes.txt").write_text("a later push")
    head = commit()
    steps = workflows(released / ".github/workflows")["grade-student-repository.yml"]["jobs"]
    (script,) = (one["run"] for one in steps["grade"]["steps"] if one.get("name") == "Check")
    shim = tmp_path / "bin" / "lrgrade"
    shim.parent.mkdir()
    code = "from graders.cli import main; main()"
    shim.write_text(f"#!/bin/sh\nexec {python} -c '{code}' \"$@\"\n")
    shim.chmod(0o755)
    given = {"STUDENT": "ada", "HEAD": head, "RUNNER_TEMP": str(tmp_path)}
    path = f"{shim.parent}:{os.environ['PATH']}"
    done = subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, capture_output=True, text=True,
                          env={**os.environ, **given, "PATH": path})  # fmt: skip
    assert done.returncode == 0, done.stderr
    (report,) = json.loads((tmp_path / "results/reports.json").read_text())
    assert report["submission"]["path"] == "assignments/optimizers/optimizers.py"
    verdicts = {check["verdict"] for task in report["tasks"] for check in task["checks"]}
    assert {"pass", "fail", "not_run"} <= verdicts
    assert "not used: graders/rubrics/optimizers/checks.py" in done.stdout


@pytest.mark.slow
def test_the_instructor_s_own_run_goes_by_settings_that_no_student_has(student, tmp_path):
    folder, commit = student
    examples = rubrics.load("optimizers").folder / "examples"
    answer = (examples / "accepted/match_statement.py").read_text("utf-8")
    (folder / "assignments/optimizers/optimizers.py").write_text(answer)
    (folder / "course.toml").write_text('[pull_requests]\nfolder = "elsewhere"\nhidden = "never"\n')
    commit()
    page = (ROOT / "docs/releasing.md").read_text("utf-8")
    (settings,) = re.findall(r"```toml\n(.*?)```", page, re.S)
    (tmp_path / "marks.toml").write_text(settings)
    words = ["--repository", folder, "--settings", tmp_path / "marks.toml", "--student", "ada"]
    words += ["--base", "HEAD~1", "--head", "HEAD", "--out", tmp_path / "results"]
    done = run(sys.executable, "ci", *map(str, words), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (report,) = json.loads((tmp_path / "results/reports.json").read_text())
    hidden = [check["verdict"] for task in report["tasks"] for check in task["checks"]
              if check["visibility"] == "hidden"]  # fmt: skip
    assert hidden
    assert set(hidden) == {"pass"}


@pytest.mark.slow
@pytest.mark.parametrize("slug", rubrics.slugs())
def test_solutions_pass_every_visible_check_and_stubs_none(released, python, tmp_path, slug):
    stub = run(python, "check", str(released / f"assignments/{slug}/{slug}.py"), cwd=tmp_path)
    assert (stub.returncode, "visible score 0 of" in stub.stdout) == (1, True), stub.stderr
    solution = str(ROOT / f"solutions/{slug}/{slug}.py")
    right = run(python, "check", solution, "--json", "report.json", cwd=tmp_path)
    assert right.returncode == 0, right.stdout + right.stderr
    report = json.loads((tmp_path / "report.json").read_text())
    hidden = {check["verdict"] for task in report["tasks"] for check in task["checks"]
              if check["visibility"] == "hidden"}  # fmt: skip
    assert hidden == {"not_run"}
    assert {answer["verdict"] for answer in report["quiz"]} <= {"recorded"}
