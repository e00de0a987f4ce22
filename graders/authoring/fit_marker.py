"""Fits the marker of an explanation on labelled answers, and writes its coefficients as data.

One logistic regression a concept over the features of graders/judge/marking. scikit-learn is
needed here alone. The held-back answers are never read here.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from graders.authoring.answers import Answer, composed, glued, negated
from graders.judge.marking.features import features
from graders.judge.marking.marker import Marker, read
from graders.judge.marking.vetoes import echo_of
from graders.judge.marking.words import read_groups
from graders.rubrics import Explanation

STRENGTH = 1.0
"""Inverse of the regularisation (scikit-learn's C)."""
ADVERSARIAL_WEIGHT = 3.0
"""How much more an unearned concept in an adversarial answer counts."""
COMPOSED_WEIGHT = 0.5
COMPOSED = ((200, 100, 0), (200, 100, 5))
"""How many composed honest and adversarial answers, and the seed that draws them."""
NEGATED = 120
"""How many honest phrases are also negated, if a verb is found to negate."""
GLUED = 40
"""How many lists of words held together by function words are made."""
ANSWERS_WITH_A_FEATURE = 2
MOST_FEATURES = 3500
DIGITS = 3


def fit(
    item: Explanation, folder: Path, answers: Sequence[Answer], phrases: Sequence[Answer]
) -> Marker:
    """The marker fitted on `answers` and `phrases` (short answers, which are also put together).

    `folder` holds the words file of the prompt.
    """
    words_file = folder / f"{item.id}.words.toml"
    thresholds = tomllib.loads(words_file.read_text(encoding="utf-8"))["thresholds"]
    count = len(item.concepts)
    made = [answer for numbers in COMPOSED for answer in composed(phrases, *numbers)]
    made += negated(phrases, NEGATED, seed=0) + glued(phrases, GLUED, seed=0)
    every = [*answers, *phrases, *made]
    trust = [1.0] * (len(answers) + len(phrases)) + [COMPOSED_WEIGHT] * len(made)
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
    )
    found = [features_of(empty, answer.text) for answer in every]
    fitted = [_fit_concept(concept, every, found, trust) for concept in item.concepts]
    fitted.append(_fit(found, [answer.honest for answer in every], trust))
    weights = _strongest([one for _, one in fitted])
    return replace(empty, bias=tuple(round(bias, DIGITS) for bias, _ in fitted), weights=weights)


def features_of(marker: Marker, text: str) -> frozenset[str]:
    """The features of what counts in `text`."""
    statements, _ = read(text, marker.groups, marker.echo, marker.known)
    return frozenset(features([one.words for one in statements], marker.groups))


def _known(answers: Sequence[Answer]) -> frozenset[str]:
    """Words that several answers use, so that they are no misspellings."""
    from graders.judge.marking.sentences import words

    seen = Counter(word for answer in answers for word in set(words(answer.text)))
    return frozenset(word for word, times in seen.items() if times >= 2 and word.isalpha())


def scale(feature: str) -> float:
    """How readily a feature gets a weight, by its kind."""
    if feature.startswith("c:"):
        return 0.2
    if feature.startswith("w:"):
        return 0.4 if " " in feature else 0.6
    if "=>" in feature or feature.startswith("s:"):
        return 0.6
    return 0.3 if "<" in feature else 0.5


def _fit_concept(
    concept: str,
    answers: Sequence[Answer],
    found: Sequence[frozenset[str]],
    trust: Sequence[float],
) -> tuple[float, dict[str, float]]:
    """The bias and the weight of each feature for one concept."""
    earned = [concept in answer.earned for answer in answers]
    weights = [
        one * (1.0 if answer.honest or concept in answer.earned else ADVERSARIAL_WEIGHT)
        for one, answer in zip(trust, answers, strict=True)
    ]
    return _fit(found, earned, weights)


def _fit(
    found: Sequence[frozenset[str]], labels: Sequence[bool], weights: Sequence[float]
) -> tuple[float, dict[str, float]]:
    from sklearn.linear_model import LogisticRegression

    matrix, names = _matrix(found)
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=1000, random_state=0)
    model.fit(matrix, labels, sample_weight=weights)
    by_name = {
        name: float(value) * scale(name) for name, value in zip(names, model.coef_[0], strict=True)
    }
    return float(model.intercept_[0]), by_name


def _matrix(found: Sequence[frozenset[str]]) -> tuple[Any, list[str]]:
    from scipy.sparse import csr_matrix

    seen = Counter(name for one in found for name in one)
    names = sorted(name for name, times in seen.items() if times >= ANSWERS_WITH_A_FEATURE)
    column = {name: place for place, name in enumerate(names)}
    cells = [(row, name) for row, one in enumerate(found) for name in sorted(one) if name in column]
    values = [scale(name) for _, name in cells]
    places = ([row for row, _ in cells], [column[name] for _, name in cells])
    return csr_matrix((values, places), shape=(len(found), len(names))), names


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
