"""Fits the marker of an explanation on labelled answers, and writes its coefficients as data.

One logistic regression a concept over the features of graders/judge/marking. scikit-learn is
needed here alone. The held-back answers are never read here.
"""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graders.authoring.answers import Answer, composed, glued, negated
from graders.judge.marking.claims import read_contradictions
from graders.judge.marking.features import features
from graders.judge.marking.marker import Marker, read
from graders.judge.marking.sentences import word_set, words
from graders.judge.marking.vetoes import echo_of
from graders.judge.marking.words import read_groups
from graders.rubrics import Explanation

STRENGTH = 0.4
"""Inverse of the regularisation (scikit-learn's C) for a concept."""
HONEST_STRENGTH = 1.5
"""The same for the text being honest."""
ADVERSARIAL_WEIGHT = 2.0
"""How much more an unearned concept in an adversarial answer counts."""
PHRASE_WEIGHT, HONEST_PHRASE_WEIGHT = 0.6, 0.4
"""How much a phrase counts beside an answer: for a concept, and for the text being honest."""
MADE_WEIGHT, HONEST_MADE_WEIGHT = 0.15, 0.05
"""How much an answer made of phrases counts, likewise; made ones say little of honest style."""
COMPOSED = ((200, 100, 0), (200, 100, 5))
"""How many composed honest and adversarial answers, and the seed that draws them."""
NEGATED = 120
"""How many honest phrases are also negated, if a verb is found to negate."""
GLUED = 40
"""How many lists of words held together by function words are made."""
ANSWERS_WITH_A_FEATURE = 2
MOST_FEATURES = 8000
CLAIMS = 1.5
"""How readily a claim (see claims.py) gets a weight."""
DIGITS = 3
RULES_ONLY = word_set("""domain subject setting elsewhere exempt""")
"""Groups that rules read; what stands before or after their words says nothing of a concept."""
MISSPELLING = word_set(
    """misspelt_phone typo_heavy dyslexic_student dyslexic_maker texting_teen teen_gamer skater_kid
    gamer_slang thumb_typer plain_phone"""
)
"""Voices that misspell on purpose: what they alone write is no word that is known."""


@dataclass(frozen=True)
class Table:
    """Which answer has which feature: a row an answer, a column a feature, times its scale."""

    names: Sequence[str]
    scales: Sequence[float]
    matrix: Any


def fit(
    item: Explanation, folder: Path, answers: Sequence[Answer], phrases: Sequence[Answer]
) -> Marker:
    """The marker fitted on `answers` and `phrases` (short answers, which are also put together).

    `folder` holds the words file of the prompt.
    """
    words_file = folder / f"{item.id}.words.toml"
    data = tomllib.loads(words_file.read_text(encoding="utf-8"))
    thresholds, pairs = data["thresholds"], float(data["fitting"]["pairs"])
    count = len(item.concepts)
    made = [answer for drawn in COMPOSED for answer in composed(phrases, *drawn)]
    made += negated(phrases, NEGATED, seed=0) + glued(phrases, GLUED, seed=0)
    every = [*answers, *phrases, *made]
    numbers = (len(answers), len(phrases), len(made))
    trust = _trust(numbers, PHRASE_WEIGHT, MADE_WEIGHT)
    honest_trust = _trust(numbers, HONEST_PHRASE_WEIGHT, HONEST_MADE_WEIGHT)
    empty = Marker(
        groups=read_groups(words_file),
        echo=echo_of(item.prompt, item.hint),
        known=_known([*answers, *phrases]),
        concepts=item.concepts,
        bias=(0.0,) * (count + 1),
        weights={},
        accept=(float(thresholds["accept"]),) * count,
        doubt=(float(thresholds["doubt"]),) * count,
        honest=float(thresholds["honest"]),
        contradictions=read_contradictions(words_file),
    )
    found = [features_of(empty, answer.text) for answer in every]
    table = _table(found, pairs)
    fitted = [_fit_concept(concept, every, table, trust) for concept in item.concepts]
    fitted.append(_fit(table, [answer.honest for answer in every], honest_trust, HONEST_STRENGTH))
    weights = _strongest([one for _, one in fitted])
    return replace(empty, bias=tuple(round(bias, DIGITS) for bias, _ in fitted), weights=weights)


def _trust(numbers: tuple[int, int, int], phrase: float, made: float) -> list[float]:
    """The weight of every answer: written ones, then phrases, then those made of phrases."""
    written, phrases, joined = numbers
    return [1.0] * written + [phrase] * phrases + [made] * joined


def features_of(marker: Marker, text: str) -> frozenset[str]:
    """The features of what counts in `text`."""
    statements, _ = read(text, marker.groups, marker.echo, marker.known)
    return frozenset(features([one.words for one in statements], marker.groups))


def _known(answers: Sequence[Answer]) -> frozenset[str]:
    """Words that several answers use, so that they are no misspellings."""
    spelt = [answer for answer in answers if answer.voice not in MISSPELLING]
    seen = Counter(word for answer in spelt for word in set(words(answer.text)))
    return frozenset(word for word, times in seen.items() if times >= 2 and word.isalpha())


def scale(feature: str, pairs: float) -> float:
    """How readily a feature gets a weight, by its kind; `pairs` is that of two groups in order."""
    if feature.startswith("!:"):
        return CLAIMS
    if feature.startswith("c:"):
        return 0.2
    if feature.startswith("w:"):
        return 0.4 if " " in feature else 0.6
    if "=>" in feature or feature.startswith("s:"):
        return 0.6
    return pairs if "<" in feature else 0.5


def _fit_concept(
    concept: str,
    answers: Sequence[Answer],
    table: Table,
    trust: Sequence[float],
) -> tuple[float, dict[str, float]]:
    """The bias and the weight of each feature for one concept."""
    earned = [concept in answer.earned for answer in answers]
    weights = [
        one * (1.0 if answer.honest or concept in answer.earned else ADVERSARIAL_WEIGHT)
        for one, answer in zip(trust, answers, strict=True)
    ]
    return _fit(table, earned, weights, STRENGTH)


def _fit(
    table: Table, labels: Sequence[bool], weights: Sequence[float], strength: float
) -> tuple[float, dict[str, float]]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=strength, solver="liblinear", dual=True, max_iter=1000, random_state=0
    )
    model.fit(table.matrix, labels, sample_weight=weights)
    by_name = {
        name: float(value) * size
        for name, value, size in zip(table.names, model.coef_[0], table.scales, strict=True)
    }
    return float(model.intercept_[0]), by_name


def _table(found: Sequence[frozenset[str]], pairs: float) -> Table:
    from scipy.sparse import csr_matrix

    seen = Counter(name for one in found for name in one)
    often = (name for name, times in seen.items() if times >= ANSWERS_WITH_A_FEATURE)
    names = sorted(name for name in often if not RULES_ONLY & _groups_of(name))
    scales = [scale(name, pairs) for name in names]
    column = {name: place for place, name in enumerate(names)}
    cells = [
        (row, column[name])
        for row, one in enumerate(found)
        for name in sorted(one)
        if name in column
    ]
    values = [scales[place] for _, place in cells]
    places = ([row for row, _ in cells], [place for _, place in cells])
    return Table(names, scales, csr_matrix((values, places), shape=(len(found), len(names))))


def _groups_of(feature: str) -> set[str]:
    """The groups of words that a feature names."""
    return {group.lstrip("~") for group in re.split("=>|<+", feature) if ":" not in feature}


def _strongest(fitted: Sequence[Mapping[str, float]]) -> dict[str, tuple[float, ...]]:
    """The features that weigh most for any concept, rounded, in the order of their names."""
    names = sorted(fitted[0], key=lambda name: (-max(abs(one[name]) for one in fitted), name))
    return {
        name: tuple(round(one[name], DIGITS) for one in fitted)
        for name in sorted(names[:MOST_FEATURES])
    }


def marker_json(marker: Marker) -> str:
    """The coefficients as the text of a marker file, one feature a line."""
    head = {
        "concepts": marker.concepts,
        "accept": marker.accept,
        "doubt": marker.doubt,
        "honest": marker.honest,
        "bias": marker.bias,
        "known": sorted(marker.known),
    }
    lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in head.items()]
    weights = ",\n".join(
        f"{json.dumps(name)}: [{', '.join(f'{value:g}' for value in values)}]"
        for name, values in marker.weights.items()
    )
    return "{\n" + ",\n".join(lines) + ',\n"weights": {\n' + weights + "\n}\n}\n"
