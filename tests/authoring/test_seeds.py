"""Counting over seeds: which examples are judged how often, and what is told of the wrong ones."""

from concurrent.futures import Executor, Future
from pathlib import Path
from types import SimpleNamespace

import pytest

from graders import rubrics
from graders.authoring import seeds
from graders.authoring.seeds import over_seeds


class AtOnce(Executor):
    def submit(self, function, *arguments):
        future = Future()
        future.set_result(function(*arguments))
        return future


@pytest.fixture
def tally(monkeypatch):
    """Judge the examples of `optimizers` with a function of file name and seed."""

    def counted(judged):
        asked = []

        def grade_here(item, settings):
            name = Path(item.path).name
            asked.append((name, settings.seed))
            checks = [
                SimpleNamespace(id="check", verdict=verdict, visibility=visibility)
                for visibility, verdict in judged(item.path, settings.seed).items()
            ]
            task = SimpleNamespace(checks=checks)
            return SimpleNamespace(path=name, status="graded", tasks=[task])

        monkeypatch.setattr(seeds, "grade_here", grade_here)
        rubric = rubrics.load("optimizers")
        return over_seeds(rubric, range(3), AtOnce, lambda finished, total: finished), asked

    return counted


def fails(path, seed):
    return {"visible": "fail" if "/wrong/" in path else "pass", "hidden": "pass"}


def test_a_file_that_fails_visible_checks_is_judged_once(tally):
    count, asked = tally(fails)
    assert (count.refused, count.passed) == ([], [])
    assert count.once * 3 == count.wrong
    assert len(asked) == count.once + count.accepted


def test_a_file_that_fails_hidden_checks_alone_is_judged_with_every_seed(tally):
    def hidden_only(path, seed):
        failed = "adam_for_adamw" in path and seed != 2
        return (
            fails(path, seed)
            if "adam_for" not in path
            else {
                "visible": "pass",
                "hidden": "fail" if failed else "pass",
            }
        )

    count, asked = tally(hidden_only)
    assert [seed for name, seed in asked if name == "adam_for_adamw.py"] == [0, 1, 2]
    assert count.passed == ["adam_for_adamw.py with seed 2 passes"]


def test_a_refused_right_answer_is_told_with_its_seed(tally):
    def unlucky(path, seed):
        bad = "match_statement" in path and seed == 1
        return fails(path, seed) | ({"hidden": "raised"} if bad else {})

    count, _ = tally(unlucky)
    assert count.refused == ["match_statement.py with seed 1: check raised"]
