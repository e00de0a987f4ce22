"""Which way round a text claims something: each rule with a sentence that goes right and one wrong."""

import time

import pytest

from graders.judge.marking.claims import claims, read_contradictions
from graders.judge.marking.sentences import sentences
from graders.judge.marking.words import read_groups

WORDS = """
[groups]
rate = "rate*"
[roles]
small = "small*, gentle, 1e-5"
large = "large*, big*, bold"
pretrained = "fine-tun*, pretrained"
fresh = "scratch, random"
harm = "forget*, wreck*, wrong, lost"
keep = "keep*, protect*"
late = "for ever"
good = "useful"
empty = "useless"
other = "the other one"
skip = "large data set, doesn't mind"
[contradicted.small_updates]
always = ["pretrained large"]
alone = ["any large"]
unless = ["pretrained small"]
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "prompt.words.toml"
    path.write_text(WORDS, encoding="utf-8")
    return path


@pytest.fixture
def found(path):
    roles = read_groups(path).roles
    return lambda text: claims([one.words for one in sentences(text)], roles)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("For a pretrained model take small steps.", "pretrained small"),
        ("For a pretrained model take large steps.", "pretrained large"),
        # The case named before a size is meant, or else the one after it, or else the last one.
        ("Small steps when fine-tuning, large ones from scratch.", "fresh large"),
        ("Large steps when fine-tuning, small ones from scratch.", "fresh small"),
        ("The pretrained one is good. So we take small steps.", "pretrained small"),
        ("The random one is bad. So we take small steps.", "fresh small"),
        ("It is random, but the other one needs small steps.", "pretrained small"),
        ("It is pretrained, but the other one needs small steps.", "fresh small"),
        # What is negated is its opposite, also where the negation follows.
        ("Never use large steps on a pretrained model.", "pretrained small"),
        ("Never use small steps on a pretrained model.", "pretrained large"),
        ("For random weights small steps are not needed.", "fresh large"),
        ("For random weights large steps are not needed.", "fresh small"),
        # After `than` stands the other case.
        ("Take larger steps than from scratch.", "pretrained large"),
        ("Take smaller steps than from scratch.", "pretrained small"),
        ("Not as from scratch, where you can be bold.", "fresh large"),
        ("Not as from scratch, where you must be gentle.", "fresh small"),
        ("Unlike from scratch, be gentle.", "pretrained small"),
        ("Unlike from scratch, be bold.", "pretrained large"),
        # A size and what it does, in either order.
        ("Large steps wreck it.", "large harm"),
        ("Small steps wreck it.", "small harm"),
        ("It forgets if the rate is too large.", "large harm"),
        ("It forgets if the rate is too small.", "small harm"),
        ("Big steps protect what was learned.", "large keep"),
        ("Small steps don't wreck it.", "small keep"),
        ("A large rate would be wrong for a pretrained model.", "large harm"),
        ("A small rate would be wrong for a pretrained model.", "small harm"),
        # `otherwise` turns a size round, and a reason speaks of what was advised against.
        ("Take small steps, otherwise it forgets.", "large harm"),
        ("Take large steps, otherwise it forgets.", "small harm"),
        ("Do not take large steps, because it forgets.", "large harm"),
        ("Do not take small steps, because it forgets.", "small harm"),
        ("With large steps the loss jumps. Then it forgets.", "large harm"),
        # Worth.
        ("The pretrained weights are useful.", "pretrained good"),
        ("The pretrained weights are not useful.", "pretrained empty"),
        ("Random weights are useful.", "fresh good"),
    ],
)
def test_a_claim_is_read_the_way_round_it_is_made(found, text, claim):
    assert claim in found(text)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        # A size that is said to do harm, that is tried, or that is too much, is no advice.
        ("Large steps wreck a pretrained model.", "pretrained large"),
        ("If a pretrained model gets large steps, who knows.", "pretrained large"),
        ("Too large a rate for a pretrained model, I say.", "pretrained large"),
        ("From scratch small steps take for ever.", "fresh small"),
        # Another case than that of the size is nobody's harm.
        ("A pretrained model gets small steps. A random one forgets.", "small harm"),
        # What only compares advises nothing.
        ("A pretrained model gets smaller steps than the large ones.", "pretrained large"),
        # Words in a phrase that means something else.
        ("It was pretrained on a large data set.", "pretrained large"),
        ("A random one doesn't mind large steps.", "fresh small"),
    ],
)
def test_what_is_not_claimed_is_not_read(found, text, claim):
    assert claim not in found(text)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Take large steps on pretrained weights, small steps on pretrained weights.", True),
        ("Take large steps.", True),
        ("Take large steps. No, on pretrained weights small ones.", False),
        ("Take small steps.", False),
    ],
)
def test_a_claim_contradicts_a_concept_always_or_alone(path, found, text, holds):
    contradiction = read_contradictions(path)["small_updates"]
    assert contradiction.holds(found(text)) is holds


def test_a_words_file_without_claims_contradicts_nothing(tmp_path):
    path = tmp_path / "prompt.words.toml"
    path.write_text('[groups]\nrate = "rate"\n', encoding="utf-8")
    assert read_contradictions(path) == {}
    assert read_groups(path).roles is None


def test_a_long_text_is_read_at_once(found):
    began = time.process_time()
    found("a large pretrained rate forgets, " * 3000)
    assert time.process_time() - began < 2
