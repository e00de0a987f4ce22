"""What is judged here: everything, or what a student may see."""

from dataclasses import dataclass

from graders.judge import explanations, quiz
from graders.judge.marking.marker import Marker


@dataclass(frozen=True)
class Scope:
    """What is judged here: hidden checks, quiz and explanations, or the student's view."""

    hidden: bool

    def key(self, slug: str) -> dict[str, quiz.Key] | None:
        """The quiz's key, when this scope may see it and it is here."""
        return quiz.read_key(slug) if self.hidden else None

    def markers(self, slug: str) -> dict[str, Marker]:
        """What marks the explanations, when this scope may see it and it is here."""
        return explanations.read_markers(slug) if self.hidden else {}
