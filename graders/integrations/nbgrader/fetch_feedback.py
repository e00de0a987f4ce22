"""nbgrader's `fetch_feedback` for students who handed in a script: nbgrader looks for notebooks.

It runs on the student's side, finds names and copies pages, and reads no page.
"""

from pathlib import Path

from nbgrader.exchange.default import ExchangeFetchFeedback
from nbgrader.utils import notebook_hash

from graders.integrations.nbgrader.exchange_names import SECRET


class FetchFeedback(ExchangeFetchFeedback):  # type: ignore[misc]  # nbgrader has no types
    """Finds the pages of notebooks, and those of scripts where no notebook was handed in."""

    def init_src(self) -> None:
        """Choose the pages that are there for what this student handed in."""
        super().init_src()
        wanted = self.coursedir.assignment_id
        for folder in sorted(Path(self.cache_path).glob("*+*+*")):
            _, assignment, time = folder.name.split("+")[:3]
            if wanted in ("", assignment) and not any(folder.glob("*.ipynb")):
                self.feedback_files += self._pages_of_scripts(folder, time)

    def _pages_of_scripts(self, folder: Path, time: str) -> list[tuple[str, str, str]]:
        if not (folder / SECRET).is_file():
            return []
        secret = (folder / SECRET).read_text(encoding="utf-8")
        pages = []
        for script in sorted(folder.glob("*.py")):
            name = notebook_hash(secret=secret, notebook_id=script.stem)
            page = Path(self.outbound_path) / f"{name}.html"
            if page.exists():
                pages.append((script.stem, time, str(page)))
        return pages
