import textwrap

import pytest

from graders import course, rubrics
from graders.authoring.faults import faults
from graders.authoring.lesson_cards import named, with_cards
from graders.cards import deck

LESSON = "# %% [markdown]\n# # Rates\n#\n# {card: too_high}\n#\n# More.\n\n# %%\nx = {}\n"


def lesson_of(slug):
    return (course.root() / "solutions" / slug / f"{slug}.py").read_text(encoding="utf-8")


def test_a_line_that_names_a_card_becomes_the_card_and_nothing_else_changes():
    card = deck()["too_high"]
    before, _, rest = with_cards(LESSON).partition("# > **Flash card** (intermediate). ")
    box, _, after = rest.partition("#\n# More.")
    assert before == "# %% [markdown]\n# # Rates\n#\n"
    assert after == "\n\n# %%\nx = {}\n"
    said = " ".join(line.removeprefix("# >").strip() for line in box.splitlines())
    assert said.startswith(card.question)
    assert card.answer in " ".join(said.split())
    assert "`lrgrade cards too_high`" in said


def test_the_answer_is_folded_away_and_the_lines_stay_short():
    box = with_cards(LESSON)
    front, _, back = box.partition("<details>")
    assert deck()["too_high"].answer[:30] in back
    assert deck()["too_high"].answer[:30] not in front
    assert "</details>" in back
    assert max(map(len, box.splitlines())) <= 100


def test_a_card_that_is_none_is_a_fault_with_its_remedy(tmp_path):
    folder = tmp_path / "solutions" / "optimizers"
    folder.mkdir(parents=True)
    (folder / "optimizers.py").write_text(
        lesson_of("optimizers").replace("{card: learning_rate}", "{card: rate}"), encoding="utf-8"
    )
    quiz = course.root() / "solutions" / "optimizers" / "quiz.toml"
    (folder / "quiz.toml").write_bytes(quiz.read_bytes())
    assert faults(rubrics.load("optimizers"), tmp_path) == [
        "solutions/optimizers/optimizers.py: no flash card is called `rate`.\n"
        f"There are: {', '.join(deck())}.\n"
        "Name one of them, then run `lrgrade publish optimizers`."
    ]


@pytest.mark.parametrize("slug", rubrics.slugs())
def test_each_lesson_prints_the_cards_that_belong_to_it(slug):
    belong = [card.id for card in deck().values() if slug in card.lessons]
    lacking = set(belong) - set(named(lesson_of(slug)))
    lines = "".join(f"# {{card: {name}}}\n" for name in sorted(lacking))
    assert not lacking, textwrap.dedent(
        f"solutions/{slug}/{slug}.py lacks flash cards that graders/cards/cards.toml gives it.\n"
        f"Put these lines into its text, then run `lrgrade publish {slug}`:\n{lines}"
    )
