"""The word that nobody can guess: in reach of the trusted processes, and gone afterwards."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from graders.authoring import canaries
from graders.sandbox.settings import ENVIRONMENT


def test_a_process_that_is_started_meanwhile_holds_the_word():
    told = [sys.executable, "-c", "import os; print(dict(os.environ))"]
    with canaries.planted() as canary:
        assert canary.word in subprocess.check_output(told, text=True)
        assert canary.word not in subprocess.check_output(told, text=True, env=ENVIRONMENT)


def test_a_file_that_anybody_may_read_holds_the_word():
    with canaries.planted() as canary:
        assert canary.file.read_text(encoding="utf-8") == canary.word
        assert canary.folder.stat().st_mode & 0o777 == 0o755
        assert canary.file.stat().st_mode & 0o044 == 0o044


def test_temporary_files_go_into_its_folder():
    with canaries.planted() as canary, tempfile.TemporaryDirectory() as name:
        assert Path(name).parent == canary.folder


def test_no_word_is_used_twice_and_nothing_of_it_stays():
    before = (dict(os.environ), tempfile.gettempdir())
    with canaries.planted() as first:
        pass
    with canaries.planted() as second:
        assert first.word != second.word
    assert (dict(os.environ), tempfile.gettempdir()) == before
    assert not first.folder.exists()
