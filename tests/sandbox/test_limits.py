"""Limits in words, changed by a rubric, and those of several tasks together."""

import typing

import pytest

from graders.sandbox.limits import KEYS, MEBIBYTE, Limit, Limits, size_in_words


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ("processor", "4 s"),
        ("clock", "8 s"),
        ("memory", "3 GiB"),
        ("threads", "256"),
        ("file_size", "32 MiB"),
        ("output", "64 KiB"),
    ],
)
def test_a_limit_is_told_in_words(limit, words):
    assert Limits(seconds=4, wall_factor=2).words(limit) == words


def test_every_limit_has_words():
    for limit in typing.get_args(Limit):
        assert Limits().words(limit)


@pytest.mark.parametrize(
    ("amount", "words"),
    [(5, "5 bytes"), (1536, "1.5 KiB"), (512 * 2**20, "512 MiB"), (2**40, "1024 GiB")],
)
def test_a_size_is_told_in_its_unit(amount, words):
    assert size_in_words(amount) == words


def test_a_rubric_changes_limits_by_name_and_sizes_in_mebibytes():
    changed = Limits(7).changed({"memory_mib": 512, "threads": 64})
    assert (changed.memory, changed.threads, changed.seconds) == (512 * MEBIBYTE, 64, 7)
    assert changed.scratch == Limits().scratch
    assert "scratch_mib" in KEYS


def test_a_rubric_changes_every_limit_but_processor_time():
    changed = Limits(7).changed(dict.fromkeys(KEYS, 5))
    for limit in typing.get_args(Limit):
        expected = "7 s" if limit == "processor" else "35 s" if limit == "clock" else "5"
        assert changed.words(limit).removesuffix(" MiB") == expected


@pytest.mark.parametrize(
    "table",
    [
        {"memory": 512},
        {"threads_mib": 4},
        {"seconds": 3},
        {"wall_factor": 0},
        {"wall_factor": 1.5},
        {"no_such": 1},
        {"threads": 0},
        {"threads": True},
        {"memory_mib": 1.5},
    ],
    ids=str,
)
def test_a_limit_that_cannot_be_is_refused_by_name(table):
    with pytest.raises(ValueError, match=next(iter(table))):
        Limits().changed(table)
