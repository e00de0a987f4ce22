"""Says what in an explanation cannot earn a concept: echoes, lists of words, questions.

Rules, each with a name that a person can read. They take away, they never give.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graders.judge.marking.features import FUNCTION_WORDS, stem
from graders.judge.marking.sentences import Sentence, word_set, words

ECHO = 5
"""Words in a row that only the prompt or the hint can have put there."""
ECHO_SHARE = 0.72
"""Share of a sentence's content words that the prompt and the hint have, from which it echoes."""
FEWEST_CONTENT_WORDS = 4
OWN = 2
"""Content words of the student's own that keep a sentence from being an echo."""

_NO = word_set("""no none not hardly never nope neither nobody nothing""")
_YES = word_set(
    """yes yeah yep yup sure certainly absolutely definitely indeed exactly correct right of easily
    it they that this"""
)
"""How an answer begins that takes up what a question says."""
_POLAR = word_set(
    """is are was were am do does did can could should shall will would must has have had may might
    isn't aren't wasn't don't doesn't can't couldn't shouldn't won't wouldn't mustn't hasn't"""
)
"""How a question begins that wants yes or no."""
_SPEAKER = word_set("""a q : , and but so or then""")
_BREAKS = word_set(""", . ; : ! ? / ( ) ...""")
_PIECE_ENDS = word_set(""", . ; ! ? /""")
BROKEN_PAIRS = 2
"""Pairs of words in no possible order that make a salad; one may be a slip."""
_ARTICLES = word_set("""a an the""")
# No colon below: answers may be written "Q: ... A: ...".
_PREPOSITIONS = word_set("""of from into with during""")
_NEVER_AFTER_ARTICLE = word_set(
    """a an the is are was were be to of in on at by for with from and or but so because then if
    when i you it we they he she will would can must should has have do does , . ; ! ?"""
)
_NEVER_AFTER_PREPOSITION = word_set(
    """of is are was were , . ; ! ? and but or so then will would"""
)
_FUNCTIONAL_SHARE = 0.17
SHORT_NOTE = 9
"""Words under which one that says something keeps a note from being a list."""
_ARROWS = word_set("""-> =>""")
_SIGNS = _ARROWS | word_set("""= < > ~""")
LONG_LIST = 9
"""Words from which an answer that is held together by JOINING alone is a list."""
JOINING = word_set("""and or the a an of""")
LIST = 4
"""Pieces in a row that make a list."""
LONGEST_ITEM = 3


@dataclass(frozen=True)
class Echo:
    """What the prompt and the hint say."""

    runs: frozenset[tuple[str, ...]]
    stems: frozenset[str]


def echo_of(*texts: str) -> Echo:
    """The runs of words and the stems of content words of the prompt and the hint."""
    all_words = [_only_words(words(text)) for text in texts]
    runs = {
        text[start : start + ECHO] for text in all_words for start in range(len(text) - ECHO + 1)
    }
    return Echo(frozenset(runs), frozenset(stem(word) for text in all_words for word in text))


def without_echo(sentence: Sentence, echo: Echo) -> tuple[str, ...]:
    """The words of `sentence` without what repeats the prompt or the hint; none if all does."""
    text = sentence.words
    content = [stem(word) for word in _only_words(text) if word not in FUNCTION_WORDS]
    repeated = sum(word in echo.stems for word in content)
    own = len(content) - repeated
    if len(content) >= FEWEST_CONTENT_WORDS and repeated >= ECHO_SHARE * len(content) and own < OWN:
        return ()
    places = [place for place, word in enumerate(text) if word not in _BREAKS]
    taken: set[int] = set()
    for start in range(len(places) - ECHO + 1):
        run = places[start : start + ECHO]
        if tuple(text[place] for place in run) in echo.runs:
            taken.update(run)
    return tuple(word for place, word in enumerate(text) if place not in taken)


def is_list_of_words(sentences: Sequence[Sentence]) -> bool:
    """True where an answer names things and says nothing about them.

    A call, an argument in it, an arrow and a colon after a word say something, as function words
    do; a sign is no word.
    """
    every = [word for sentence in sentences for word in sentence.words]
    spoken = [word for word in every if word not in _BREAKS | _SIGNS]
    said = sum(
        word != before and (word in FUNCTION_WORDS or word in _ARROWS)
        for before, word in pairwise(["", *every])
    )
    said += sum(
        mark in "(:" and not before[0].isdigit() and before not in _BREAKS
        for before, mark in pairwise(every)
    )
    said += _arguments(every)
    if said and len(spoken) < SHORT_NOTE:
        return False
    only_joined = len(spoken) >= LONG_LIST and not any(
        word in FUNCTION_WORDS - JOINING or word == "(" for word in every
    )
    return said < _FUNCTIONAL_SHARE * len(spoken) or only_joined


def _arguments(text: Sequence[str]) -> int:
    """How many arguments are given by name inside calls."""
    depth = given = 0
    for word in text:
        depth = max(0, depth + (word == "(") - (word == ")"))
        given += word == "=" and depth > 0
    return given


def is_salad(sentences: Sequence[Sentence]) -> bool:
    """True where words stand in no order: articles and prepositions before what cannot follow."""
    broken = sum(
        (word in _ARTICLES and after in _NEVER_AFTER_ARTICLE)
        or (word in _PREPOSITIONS and after in _NEVER_AFTER_PREPOSITION)
        for sentence in sentences
        for word, after in pairwise(sentence.words)
    )
    return broken >= BROKEN_PAIRS


def without_lists(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences without runs of LIST or more short pieces that say nothing."""
    pieces = [
        (index, piece) for index, sentence in enumerate(sentences) for piece in _pieces(sentence)
    ]
    dropped: set[tuple[int, int]] = set()
    run: list[tuple[int, tuple[int, int]]] = []
    for index, (start, end) in [*pieces, (-1, (0, 0))]:
        text = sentences[index].words[start:end] if index >= 0 else ()
        if index >= 0 and _says_nothing(text):
            run.append((index, (start, end)))
            continue
        if len(run) >= LIST:
            dropped |= {(i, place) for i, (a, b) in run for place in range(a, b)}
        run = []
    return tuple(
        Sentence(
            sentence.text,
            tuple(w for place, w in enumerate(sentence.words) if (index, place) not in dropped),
        )
        for index, sentence in enumerate(sentences)
    )


def _pieces(sentence: Sentence) -> list[tuple[int, int]]:
    """Where the pieces between punctuation begin and end."""
    found, start = [], 0
    for place, word in enumerate((*sentence.words, ".")):
        if word in _PIECE_ENDS:
            if place > start:
                found.append((start, place))
            start = place + 1
    return found


def _says_nothing(piece: Sequence[str]) -> bool:
    text = [word for word in piece if word != "and"]
    if len(text) == 1:
        return text[0] not in FUNCTION_WORDS
    return len(text) <= LONGEST_ITEM and not any(
        word in FUNCTION_WORDS or word in ":()=" or any(c.isdigit() for c in word) for word in text
    )


def asks(sentence: Sentence) -> bool:
    """True for a question."""
    return bool(sentence.words) and sentence.words[-1] == "?"


def refusal_begins(sentence: Sentence) -> bool:
    """True where a sentence begins as the answer no does."""
    return _first_word(sentence) in _NO


def is_left_open(question: Sentence, before: Sentence | None, following: Sentence | None) -> bool:
    """True for one of several questions in a row, and where what follows does not take it up."""
    if following is None or asks(following) or refusal_begins(following):
        return True
    if before is not None and asks(before):
        return True
    return _first_word(question) in _POLAR and _first_word(following) not in _YES


def _first_word(sentence: Sentence) -> str:
    return next((word for word in sentence.words if word not in _SPEAKER), "")


def _only_words(text: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in text if word not in _BREAKS)
