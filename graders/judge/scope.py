"""What is judged here: everything, or what a student may see."""

from dataclasses import dataclass

from graders.judge import quiz


@dataclass(frozen=True)
class Scope:
    """What is judged here: hidden checks and the quiz's key, or the student's view of them."""

    hidden: bool

    def key(self, slug: str) -> dict[str, quiz.Key] | None:
        """The quiz's key, when this scope may see it and it is here."""
        return quiz.read_key(slug) if self.hidden else None
