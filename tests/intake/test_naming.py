import pytest

from graders.intake.naming import Stamp, by_folder, by_stem, stamp_in, stamp_of, tell
from graders.intake.unusable import Unusable

SLUGS = ["fine_tuning", "schedules", "tuning"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("schedules.py", "schedules"),
        ("a/b/Schedules.IPYNB", "schedules"),
        ("C:\\work\\schedules.py", "schedules"),
        ("schedules (1).py", "schedules"),
        ("schedules-2.ipynb", "schedules"),
        ("schedules_ana.py", "schedules"),
        ("schedules-Copy1.ipynb", "schedules"),
        ("Copy of schedules.ipynb", "schedules"),
        ("ana.schedules.final.py", "schedules"),
        ("schedules2.py", "schedules"),
        ("my_fine_tuning.py", "fine_tuning"),
        ("tuning.py", "tuning"),
        ("reschedules.py", None),
        ("schedulesque.py", None),
        ("schedules_tuning.py", None),
        ("schedules/ana.py", None),
        ("ana.py", None),
    ],
)
def test_the_file_name_tells_the_assignment(name, slug):
    assert by_stem(name, SLUGS) == slug


def test_the_nearest_folder_tells_the_assignment():
    assert by_folder("tuning/ana/Schedules/zip/x.py", SLUGS) == "schedules"
    assert by_folder("ana/x.py", SLUGS) is None


@pytest.mark.parametrize(
    "line", ["# lrgrade: schedules 1", "lrgrade: schedules 1", "#lrgrade:  schedules 1 "]
)
def test_a_stamp_is_read_near_the_top(line):
    assert stamp_in(f"# %% [markdown]\n# # Rates\n#\n{line}\n") == Stamp("schedules", "1")


@pytest.mark.parametrize(
    "text",
    ["x = 'lrgrade: schedules 1'", "# lrgrade: schedules", "\n" * 5000 + "# lrgrade: schedules 1"],
)
def test_other_lines_are_no_stamp(text):
    assert stamp_in(text) is None


@pytest.mark.parametrize(
    "data", [None, 1, {}, {"assignment": "schedules"}, {"assignment": 1, "version": "1"}]
)
def test_metadata_without_a_whole_stamp_has_none(data):
    assert stamp_of({"lrgrade": data}) is None
    assert stamp_of({}) is None


def test_a_wish_comes_first_then_name_stamp_and_folder():
    stamp = Stamp("tuning", "1")
    assert tell("schedules/schedules.py", stamp, SLUGS, "fine_tuning") == "fine_tuning"
    assert tell("fine_tuning/schedules.py", stamp, SLUGS, None) == "schedules"
    assert tell("schedules/x.py", stamp, SLUGS, None) == "tuning"
    assert tell("schedules/x.py", Stamp("other", "1"), SLUGS, None) == "schedules"


@pytest.mark.parametrize(("wanted", "word"), [(None, "Unknown assignment:"), ("rates", "`rates`")])
def test_an_unknown_assignment_names_the_known_ones_and_the_remedy(wanted, word):
    with pytest.raises(Unusable, match=r"fine_tuning, schedules, tuning.*--assignment") as caught:
        tell("x.py", None, SLUGS, wanted)
    assert word in str(caught.value)
