"""nbgrader's `release_feedback`: a student without a secret, or with another file name, is no end.

Each page goes where `nbgrader fetch_feedback` of its student looks for it, and of nobody else. It
names what a person has not confirmed yet, and writes no page.
"""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from nbgrader.api import Gradebook
from nbgrader.exchange.default import ExchangeReleaseFeedback
from nbgrader.utils import notebook_hash

from graders.integrations.nbgrader.exchange_names import SECRET
from graders.integrations.nbgrader.handed_in import line_of
from graders.integrations.nbgrader.safe_log import escape_names
from graders.integrations.nbgrader.waiting import waiting, warn

BEGUN = ".tmp"


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]  # nbgrader has no types
    """Releases whatever can be; raises ExchangeError at the end where something was left."""

    def copy_files(self) -> None:
        """Copy every page, then name the students who cannot fetch theirs."""
        escape_names(self.log)
        slug = self.coursedir.assignment_id
        students = self._students(slug)
        if not students:
            self.fail(f"there is no feedback for {slug}; run `nbgrader generate_feedback {slug}`")
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            warn(self.log, waiting(gradebook, ((slug, student) for student in students)))
        self._clear()
        left = [student for student in students if not self._release(student, slug)]
        if left:
            names = "\n".join(map(repr, left))
            self.fail(
                f"these did not come through `nbgrader collect` (no {SECRET}), so "
                f"`fetch_feedback` cannot find their pages; hand them out yourself:\n{names}"
            )

    def _clear(self) -> None:
        """Take away what a run that was killed had only begun to copy."""
        for path in Path(self.dest_path).glob(f"*{BEGUN}"):
            path.unlink(missing_ok=True)

    def _students(self, slug: str) -> list[str]:
        """The students with pages, but those that nbgrader was told to leave out."""
        root = Path(self.coursedir.format_path(self.coursedir.feedback_directory, ".", "."))
        asked = self.coursedir.student_id or "*"
        left_out = self.coursedir.student_id_exclude.split(",")
        found = sorted(path.parent.name for path in root.glob("*/*") if path.name == slug)
        return [name for name in found if asked in ("*", name) and name not in left_out]

    def _release(self, student: str, slug: str) -> bool:
        """Release one student's pages; False where there is no secret to name them after."""
        step = self.coursedir.feedback_directory
        folder = Path(self.coursedir.format_path(step, student, slug))
        secret = line_of(folder / SECRET)
        if not secret:
            return False
        for page in folder.glob("*.html"):
            for name in {page.stem, *self._names(student, slug)}:
                self._put(page, notebook_hash(secret=secret, notebook_id=name))
        self.log.info("Released feedback for %r on %s", student, slug)
        return True

    def _names(self, student: str, slug: str) -> list[str]:
        """What the student's files are called: `fetch_feedback` asks for these."""
        step = self.coursedir.submitted_directory
        folder = Path(self.coursedir.format_path(step, student, slug))
        return [path.stem for path in folder.glob("*") if path.suffix in (".ipynb", ".py")]

    def _put(self, page: Path, name: str) -> None:
        """Copy a page so that a student who fetches it meanwhile gets the old one or the new."""
        with NamedTemporaryFile(dir=self.dest_path, suffix=BEGUN, delete=False) as file:
            file.write(page.read_bytes())
        os.chmod(file.name, 0o664 if self.coursedir.groupshared else 0o644)  # noqa: PTH101
        Path(file.name).replace(Path(self.dest_path) / f"{name}.html")
