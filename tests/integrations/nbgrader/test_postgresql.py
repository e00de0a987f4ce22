"""The gradebook in PostgreSQL, by `db_url` alone. No code is run: a stand-in makes the reports."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

pytest.importorskip("psycopg", reason="needs the extra `postgresql`")

from nbgrader.api import Gradebook
from sqlalchemy import text

from .notebooks import ALL, good, published

PROGRAMS = {name: shutil.which(name) for name in ("initdb", "pg_ctl")}
MISSING = sorted(name for name, path in PROGRAMS.items() if path is None)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not on PATH: {', '.join(MISSING)}"),
]

STUDENTS = ["ada", "=cmd|' C calc'!A0", 'say "hi"', "Zoë Ö", "a%b:c@d"]


def account():
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
    return pytest.skip("there is no account to run a server with")


def run(folder, program, *arguments):
    with (folder / "log").open("ab") as log:
        done = subprocess.run(
            [PROGRAMS[program], "-D", str(folder / "data"), *arguments],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdout=log,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
            **account(),
        )
    assert done.returncode == 0, (folder / "log").read_text()


@pytest.fixture
def server():
    """The `db_url` of a server of the test's own, which listens on a socket in its folder only."""
    # A socket's path has room for a hundred characters, fewer than a test's own folder has.
    with tempfile.TemporaryDirectory(prefix="lrgrade-pg-") as name:
        folder, who = Path(name), account()
        if who:
            os.chown(folder, who["user"], who["group"])
        run(folder, "initdb", "-U", "grader", "--auth=trust", "--no-sync", "-E", "UTF8")
        quiet = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run(folder, "pg_ctl", "-w", "-l", str(folder / "server"), "-o", quiet, "start")
        try:
            yield f"postgresql+psycopg://grader@/postgres?host={folder}"
        finally:
            run(folder, "pg_ctl", "-w", "-m", "immediate", "stop")


@pytest.fixture
def on_postgresql(course, server, monkeypatch):
    """The course with its gradebook there, as the documentation says."""
    path = course.root / "nbgrader_config.py"
    settings = f"""
c.CourseDirectory.db_url = {server!r}
c.CourseDirectory.course_id = "rates"
"""
    path.write_text(path.read_text("utf-8") + settings, "utf-8")
    (course.root / "gradebook.db").unlink()
    monkeypatch.setattr(course, "gradebook", lambda: Gradebook(server, "rates"))
    assert course.nbgrader("generate_assignment", "optimizers", "--force") == 0, course.log
    return course


def test_the_cycle_on_postgresql(on_postgresql):
    course = on_postgresql
    for student in STUDENTS:
        course.hand_in(student, good())
    course.hand_in("eve", published())
    assert course.nbgrader("autograde", "optimizers") == 0, course.log
    assert [course.score(student) for student in STUDENTS] == [ALL] * len(STUDENTS)
    assert course.score("eve") == 0
    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("set_lr", "optimizers", "optimizers", "ada")
        grade.manual_score, grade.extra_credit = 1.5, 0.5
        gradebook.db.commit()
    assert course.nbgrader("autograde", "optimizers", "--force") == 0, course.log
    assert course.grades("ada")["set_lr"] == (2.0, False)
    assert course.nbgrader("generate_feedback", "optimizers") == 0, course.log
    assert len(course.pages()) == len(STUDENTS) + 1
    assert course.nbgrader("export") == 0, course.log
    assert (course.root / "grades.csv").read_text("utf-8").count("optimizers,") == 6
    assert not (course.root / "gradebook.db").exists()
    with course.gradebook() as gradebook:
        asked = text("select count(*) from pg_stat_activity where usename = 'grader'")
        assert gradebook.db.execute(asked).scalar() <= 2, "no connection is left open"
