"""nbgrader's `zip_collect`: whose a downloaded file is, by our rule, the class list or a map.

It looks at names only. Of several attempts the latest is collected; files that compete are
collected as they are, so that grading can say so.
"""

from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.apps.zipcollectapp import ZipCollectApp
from nbgrader.plugins import FileNameCollectorPlugin
from traitlets import List, Unicode

from graders import rubrics
from graders.intake import naming
from graders.intake.downloads import told
from graders.intake.owners import Owner, Owners, latest, read_map
from graders.integrations.nbgrader.safe_log import escape_names
from graders.integrations.nbgrader.student_ids import fault_of
from graders.render.visible import one_line
from graders.roster import read_roster

Named = list[tuple[Path, Owner]]
_start = ZipCollectApp.start


def start(app: Any) -> None:
    """nbgrader's `zip_collect`, which ends with exit code 1 where a file was left."""
    escape_names(app.log)
    _start(app)
    left = getattr(app.collector_plugin_inst, "left", [])
    if left:
        app.fail("not collected:\n" + "\n".join(left))


class Downloads(FileNameCollectorPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Serves where no `named_regexp` is set."""

    valid_ext = List([".ipynb", ".py"], help="The endings of what is collected.").tag(config=True)
    roster = Unicode("", help="CSV of who is in the class (id, name, email).").tag(config=True)
    map = Unicode("", help="CSV of whose a downloaded file is (file, id).").tag(config=True)

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.left: list[str] = []
        """A line on each file of the assignment that is nobody's for sure."""

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """The student and the name to keep of one file, None where it is left."""
        if self.named_regexp:
            found: dict[str, str] | None = super().collect(submitted_file)
            return found
        return self._kept.get(Path(submitted_file))

    @cached_property
    def _kept(self) -> dict[Path, dict[str, str]]:
        slug = self.parent.coursedir.assignment_id
        by_student: dict[str, Named] = defaultdict(list)
        for path, owner in self._owned(slug):
            by_student[owner.student].append((path, owner))
        kept = {}
        for student, files in by_student.items():
            last = latest([owner for _, owner in files])
            for path, _ in files if last is None else [files[last]]:
                name = path.name if last is None else slug
                kept[path] = {"student_id": student, "file_id": f"{name}{path.suffix}"}
            self._tell(student, files, last)
        return kept

    def _owned(self, slug: str) -> Named:
        owners = Owners(
            read_map(Path(self.map)) if self.map else {},
            read_roster(Path(self.roster)) if self.roster else (),
        )
        root = Path(self.parent._format_collect_path(self.parent.extracted_directory))
        owned = []
        for path in sorted(root.rglob("*")):
            other = naming.by_stem(path.name, rubrics.slugs()) not in (slug, None)
            if path.suffix not in self.valid_ext or other:
                continue
            above = path.relative_to(root).parts[:-1]
            owner = owners.of(path.name, next((one for one in above if told("", one)), None))
            fault = (
                (owner.fault or fault_of(owner.student)) if owner else "say whose it is in a map"
            )
            if owner and not fault:
                owned.append((path, owner))
            else:
                self.left.append(f"{path.name!r} is not collected: {one_line(fault or '')}")
        for line in owners.idle():
            self.log.warning("%s", one_line(line))
        return owned

    def _tell(self, student: str, files: Named, last: int | None) -> None:
        names = ", ".join(one_line(path.name) for n, (path, _) in enumerate(files) if n != last)
        if last is None:
            self.log.warning("%r has files that compete: %s", student, names)
        elif names:
            self.log.warning("%r: the latest attempt counts, and not %s", student, names)
