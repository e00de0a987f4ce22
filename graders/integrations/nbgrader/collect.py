"""nbgrader's `collect`: whatever lies in the exchange, one student stops nobody else.

The folder that students submit into is writable by all of them, so names and files in it are
taken for what they are: text that anybody may have written. It copies, and reads no file.
"""

import glob
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

from graders.integrations.nbgrader.safe_log import escape_names
from graders.integrations.nbgrader.student_ids import fault_of
from graders.render.visible import one_line

OURS = ("*.py", "*.toml")
"""Left out wherever the course's own files are copied; in a submission a script is the work."""


class Collect(ExchangeCollect):  # type: ignore[misc]  # nbgrader has no types
    """Brings scripts as well as notebooks, and follows no link."""

    src_records: list[dict[str, Any]]

    def init_src(self) -> None:
        """Choose each student's latest submission; folders that are none are left, and named."""
        self._faults: dict[str, str] = {}
        escape_names(self.log)
        super().init_src()
        self.src_records = [
            record for record in self.src_records if record["filename"] not in self._faults
        ]

    def _path_to_record(self, path: str) -> dict[str, Any]:
        name = Path(path).name
        try:
            record: dict[str, Any] = super()._path_to_record(path)
            fault = fault_of(record["username"])
        except Exception as error:  # noqa: BLE001 - the name is anybody's, and so is its fault
            fault = f"its name says no time ({error})"
        if fault is None:
            return record
        self._faults[name] = fault
        # A name of its own: it competes with nobody's submission.
        return {"username": f"{name}/", "filename": name, "timestamp": datetime.min}

    def copy_files(self) -> None:
        """Copy everybody's; raises ExchangeError at the end where something was left."""
        records, faults = self.src_records, self._faults
        for record in records:
            self.src_records = [record]
            try:
                super().copy_files()
            except Exception as error:  # noqa: BLE001 - whatever it is, the others are collected
                faults[record["filename"]] = str(error) or type(error).__name__
        self.src_records = records
        if not records:
            super().copy_files()
        if faults:
            lines = [f"{name!r}: {one_line(fault)}" for name, fault in sorted(faults.items())]
            self.fail("not collected:\n" + "\n".join(lines))

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy one submission whole, or leave nothing of it."""
        links = [path for path in Path(src).rglob("*") if path.is_symlink()]
        for link in links:
            self.log.warning("%s is a link and is not followed", one_line(str(link)))
        before = self.coursedir.ignore
        kept = [pattern for pattern in before if pattern not in OURS]
        self.coursedir.ignore = kept + [glob.escape(link.name) for link in links]
        try:
            super().do_copy(src, dest, log)
        except Exception:
            shutil.rmtree(dest, ignore_errors=True)
            raise
        finally:
            self.coursedir.ignore = before
