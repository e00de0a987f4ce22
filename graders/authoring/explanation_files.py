"""Where the labelled answers and the marker of each explanation are, in a rubric's `marking/`.

`<prompt>.words.toml` is written by hand, `<prompt>.fitting.jsonl` and `<prompt>.phrases.jsonl` are
fitted on, `<prompt>.held_back.jsonl` is only measured on, `<prompt>.marker.json` is fitted.
"""

from dataclasses import dataclass
from pathlib import Path

from graders import rubrics
from graders.authoring.answers import Answer, read_answers
from graders.authoring.fit_marker import fit, marker_json
from graders.judge.marking.marker import Marker, read_marker
from graders.rubrics import Explanation


@dataclass(frozen=True)
class Prompt:
    """One explanation and the folder of its marking data."""

    explanation: Explanation
    folder: Path

    @property
    def marker(self) -> Marker:
        """The marker that ships; raises OSError where there is none."""
        item = self.explanation
        marker = read_marker(self.folder, item.id, item.prompt, item.hint)
        if marker is None:
            raise FileNotFoundError(
                f"{self.marker_file} is absent; run `lrgrade explanations --fit`."
            )
        return marker

    @property
    def has_held_back(self) -> bool:
        """True where there are answers that nobody tuned to; they may have been used up."""
        return (self.folder / f"{self.explanation.id}.held_back.jsonl").is_file()

    @property
    def marker_file(self) -> Path:
        """Where the fitted marker is kept."""
        return self.folder / f"{self.explanation.id}.marker.json"

    def answers(self, kind: str) -> tuple[Answer, ...]:
        """The labelled answers `fitting`, `phrases` or `held_back`."""
        return read_answers(self.folder / f"{self.explanation.id}.{kind}.jsonl")

    def fitted(self, answers: tuple[Answer, ...]) -> Marker:
        """A marker fitted on `answers` and the phrases."""
        return fit(self.explanation, self.folder, answers, self.answers("phrases"))

    def fitted_text(self) -> str:
        """What the marker's file should hold."""
        return marker_json(self.fitted(self.answers("fitting")))


def prompts() -> tuple[Prompt, ...]:
    """Every explanation of the course that has marking data, by assignment and order."""
    folders = sorted(path.parent for path in rubrics.HERE.glob("*/explanations.toml"))
    found = [
        Prompt(item, folder / "marking")
        for folder in folders
        for item in rubrics.explanations(folder)
    ]
    return tuple(p for p in found if (p.folder / f"{p.explanation.id}.words.toml").is_file())
