import io
import stat
import zipfile

import pytest

from graders.intake import archive, collect
from graders.submission import Refusal, Submission

from .samples import HALVING, RUBRICS


def zipped(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path


def collected(path):
    return {result.path: result for result in collect([path], RUBRICS)}


def reason(path, member=""):
    result = collected(path)[f"{path}{member}"]
    assert isinstance(result, Refusal), result
    assert result.reason.endswith(".")
    return result.reason


def test_members_are_read_in_order_without_unpacking(tmp_path):
    files = {"b/schedules.py": HALVING, "a/schedules.py": HALVING}
    path = zipped(tmp_path / "class.zip", files)
    results = collect([path], RUBRICS)
    assert [result.path for result in results] == [f"{path}/{name}" for name in sorted(files)]
    assert [result.student for result in results] == ["a", "b"]
    assert all(isinstance(result, Submission) for result in results)
    assert list(tmp_path.iterdir()) == [path]


def test_the_folder_that_zipping_puts_around_everything_is_no_student(tmp_path):
    path = zipped(tmp_path / "work.zip", {"work/schedules.py": HALVING})
    (result,) = collect([path], RUBRICS)
    assert result.student is None
    path = zipped(tmp_path / "class.zip", {"class/ana/schedules/schedules.py": HALVING})
    assert [result.student for result in collect([path], RUBRICS)] == ["ana"]


@pytest.mark.parametrize(
    ("zip_name", "member"),
    [
        ("ana.zip", "schedules.py"),
        ("ana.zip", "ana/schedules.py"),
        ("ana.zip", "schedules/schedules.py"),
        ("class.zip", "ana/schedules.py"),
        ("class.zip", "class/ana/schedules/schedules.py"),
    ],
)
def test_a_zip_in_a_folder_tells_the_student(tmp_path, zip_name, member):
    zipped(tmp_path / zip_name, {member: HALVING})
    (result,) = collect([tmp_path], RUBRICS)
    assert result.student == "ana"


def test_a_zip_in_a_student_folder_is_the_students(tmp_path):
    (tmp_path / "ana" / "schedules").mkdir(parents=True)
    zipped(tmp_path / "ana" / "schedules" / "work.zip", {"x.py": HALVING})
    (result,) = collect([tmp_path], RUBRICS)
    assert (result.student, result.assignment) == ("ana", "schedules")


OUTSIDE = ["../schedules.py", "a/../../schedules.py", "/schedules.py", "C:/schedules.py"]


@pytest.mark.parametrize("name", [*OUTSIDE, "..\\schedules.py", "../data.csv"])
def test_a_path_that_leads_out_is_refused_and_the_rest_is_read(tmp_path, name):
    path = zipped(tmp_path / "work.zip", {name: HALVING, "schedules.py": HALVING})
    results = collected(path)
    assert isinstance(results[f"{path}/schedules.py"], Submission)
    assert "leads out of the zip" in reason(path, "/" + name.replace("\\", "/"))
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_refused(tmp_path):
    info = zipfile.ZipInfo("schedules.py")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = zipped(tmp_path / "work.zip", {info: "/etc/passwd"})
    assert "link" in reason(path, "/schedules.py")


def test_an_encrypted_member_is_refused(tmp_path):
    path = zipped(tmp_path / "work.zip", {"schedules.py": HALVING})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(data)
    assert "without a password" in reason(path, "/schedules.py")


def test_a_zip_in_a_zip_is_refused(tmp_path):
    inner = io.BytesIO()
    zipfile.ZipFile(inner, "w").close()
    path = zipped(tmp_path / "work.zip", {"inner.zip": inner.getvalue()})
    assert "zip inside a zip" in reason(path, "/inner.zip")


def test_a_member_that_grows_beyond_measure_is_refused(tmp_path):
    path = zipped(tmp_path / "work.zip", {"schedules.py": b" " * 5_000_000})
    assert "grows beyond measure" in reason(path, "/schedules.py")


def test_a_member_beyond_the_limit_is_refused(tmp_path):
    path = zipped(tmp_path / "work.zip", {"schedules.ipynb": b" " * 21_000_000})
    assert "21 MB" in reason(path, "/schedules.ipynb")


def test_a_zip_of_too_many_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "_MOST_MEMBERS", 3)
    path = zipped(tmp_path / "work.zip", dict.fromkeys(["a", "b", "c", "schedules.py"], HALVING))
    assert "more than 3 files" in reason(path)


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "_LARGEST_TOTAL", 10)
    path = zipped(tmp_path / "work.zip", {"schedules.py": HALVING, "data.bin": b"1" * 100})
    assert "unpacks to more than" in reason(path)


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip", b"PK\x05\x06" + b"\xff" * 18])
def test_a_broken_zip_is_refused(tmp_path, data):
    path = tmp_path / "work.zip"
    path.write_bytes(data)
    assert "damaged" in reason(path)


def test_a_zip_cut_short_is_refused(tmp_path):
    path = zipped(tmp_path / "work.zip", {"schedules.py": HALVING})
    path.write_bytes(path.read_bytes()[:-30])
    assert "damaged" in reason(path)


def test_a_damaged_member_costs_only_itself(tmp_path):
    path = zipped(tmp_path / "work.zip", {"schedules.py": HALVING, "fine_tuning.py": HALVING})
    data = bytearray(path.read_bytes())
    data[data.index(b"schedules.py") + len(b"schedules.py") + 3] ^= 0xFF
    path.write_bytes(data)
    assert "damaged inside the zip" in reason(path, "/schedules.py")
    assert isinstance(collected(path)[f"{path}/fine_tuning.py"], Submission)


@pytest.mark.parametrize("files", [{}, {"data.csv": "1"}, {"__MACOSX/._schedules.py": "1"}])
def test_a_zip_with_nothing_to_grade_is_refused(tmp_path, files):
    path = zipped(tmp_path / "work.zip", files)
    assert "holds no script" in reason(path)


def test_a_member_without_a_name_costs_only_itself(tmp_path):
    info = zipfile.ZipInfo("x")
    info.filename = ""
    path = zipped(tmp_path / "work.zip", {info: HALVING, "schedules.py": HALVING})
    assert "leads out of the zip" in reason(path, "/")
    assert isinstance(collected(path)[f"{path}/schedules.py"], Submission)
