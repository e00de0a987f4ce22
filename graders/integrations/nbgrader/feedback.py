"""The page that a student gets back: nothing in it acts, and it needs no network.

What is on it was written by `SaveMarks` and by people; it holds no check, no expected value that a
visible check does not show, and no key.
"""

import hashlib
import re
import shutil
import warnings
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbgrader import converters
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import SAWarning

from graders.integrations.nbgrader.one_engine import one_engine
from graders.integrations.nbgrader.safe_log import escape_names

POLICY = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; font-src data:"
MADE_FROM = "lrgrade_made_from"
_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)


class FeedbackExporter(HTMLExporter):
    """nbgrader's feedback page without the scripts of its template, which a network serves.

    Browsers are told to run none, so that text which got past all escaping is text still.
    """

    def from_notebook_node(  # type: ignore[override]  # nbconvert's own pages are text, too
        self, nb: Any, resources: Any = None, **more: Any
    ) -> tuple[str, Any]:
        """The page of one notebook, and nbconvert's resources."""
        page, resources = super().from_notebook_node(nb, resources, **more)
        meta = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        page = _SCRIPT.sub("", page).replace("<head>", f"<head>\n{meta}", 1)
        made_from = resources.get("nbgrader", {}).get(MADE_FROM, "")
        return page + (_last_line(made_from) if made_from else ""), resources


class GenerateFeedback(converters.GenerateFeedback):  # type: ignore[misc]  # nbgrader has no types
    """Makes each page that is not there whole, or was made from other marks: a folder is no proof.

    nbgrader's own leaves every folder that exists: after a kill students stay without their page,
    and without `--force` nobody sees a mark that was entered or changed later.
    """

    def convert_notebooks(self) -> None:
        """As nbgrader does, with one engine for the gradebook."""
        escape_names(self.log)
        with one_engine():
            super().convert_notebooks()

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """False where the pages of this student are there and as they have to be."""
        if student_id in self.coursedir.student_id_exclude.split(","):
            return False
        folder = Path(self._format_dest(assignment_id, student_id))
        if not self.force and all(self._is_made(folder, Path(one)) for one in self.notebooks):
            self.log.info("Skipping existing assignment: %s", folder)
            return False
        if folder.exists():
            shutil.rmtree(folder)
        return True

    def _is_made(self, folder: Path, notebook: Path) -> bool:
        page = folder / f"{notebook.stem}.html"
        wanted = _last_line(self._made_from(str(notebook))).encode()
        return page.is_file() and page.read_bytes().endswith(wanted)

    def init_single_notebook_resources(self, notebook_filename: str) -> dict[str, Any]:
        """nbgrader's resources, and what the page says of itself."""
        resources: dict[str, Any] = super().init_single_notebook_resources(notebook_filename)
        resources["nbgrader"][MADE_FROM] = self._made_from(notebook_filename)
        return resources

    def _made_from(self, notebook: str) -> str:
        """Changes with the notebook, and with whatever a person entered or `autograde` saved."""
        known = super().init_single_notebook_resources(notebook)["nbgrader"]
        place = (known["notebook"], known["assignment"], known["student"])
        parts: list[object] = []
        with (
            Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook,
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore", SAWarning)  # nbgrader's own, on a newer SQLAlchemy
            try:
                kept = gradebook.find_submission_notebook(*place)
            except MissingEntry:
                kept = None
            if kept is not None:
                parts = [kept.late_submission_penalty, *sorted(map(_mark, kept.grades))]
                parts += sorted((one.name, str(one.comment)) for one in kept.comments)
        text = repr(parts).encode("utf-8", "replace")
        return hashlib.sha256(Path(notebook).read_bytes() + text).hexdigest()


def _mark(grade: Any) -> tuple[str, str]:
    return grade.name, repr((grade.score, grade.extra_credit, grade.needs_manual_grade))


def _last_line(made_from: str) -> str:
    """The end of a whole page; a hash tells nobody what it was made from."""
    return f"\n<!-- {made_from} -->\n"
