"""The folder of a child is removed whatever it holds, and nothing outside is touched."""

import os
import stat

from graders.sandbox.scratch import scratch_folder


def test_the_folder_is_empty_private_and_gone_afterwards(tmp_path):
    with scratch_folder(tmp_path) as folder:
        assert list(folder.iterdir()) == []
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not folder.exists()


def test_files_and_folders_with_names_of_ours_are_removed(tmp_path):
    with scratch_folder(tmp_path) as folder:
        (folder / "a" / ".removing-0").mkdir(parents=True)
        (folder / ".removing-0").mkdir()
        (folder / ".removing-1").write_text("x")
        (folder / "a" / "b").write_text("x")
    assert not folder.exists()


def test_folders_nested_without_end_are_removed(tmp_path):
    with scratch_folder(tmp_path) as folder:
        before = os.open(".", os.O_RDONLY)
        try:
            os.chdir(folder)
            for _ in range(1500):
                os.mkdir("d" * 100)
                os.chdir("d" * 100)
        finally:
            os.fchdir(before)
            os.close(before)
    assert not folder.exists()


def test_a_folder_that_nobody_may_look_into_is_removed(tmp_path):
    with scratch_folder(tmp_path) as folder:
        (folder / "shut" / "in").mkdir(parents=True)
        (folder / "shut").chmod(0)
        folder.chmod(0o500)
    assert not folder.exists()


def test_what_a_link_leads_to_stays(tmp_path):
    (tmp_path / "kept").write_text("whole")
    with scratch_folder(tmp_path) as folder:
        (folder / "to_a_folder").symlink_to(tmp_path)
        (folder / "to_a_file").symlink_to(tmp_path / "kept")
        os.link(tmp_path / "kept", folder / "same")
    assert not folder.exists()
    assert (tmp_path / "kept").read_text() == "whole"


def test_a_folder_that_is_gone_already_is_no_matter(tmp_path):
    with scratch_folder(tmp_path) as folder:
        folder.rmdir()
