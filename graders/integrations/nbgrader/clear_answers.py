"""Takes the answers out of a source notebook exactly as `lrgrade publish` takes them out.

nbgrader's own ClearSolutions leaves a stub below the quiz and the explanations, which raises when
a student runs the cell.
"""

from typing import Any

from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from graders.authoring.solution_text import BEGIN, released


class ClearAnswers(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Replaces each solution by its stub."""

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> tuple[Any, Any]:
        """Clear one cell; raises RuntimeError where answers and metadata do not agree."""
        if (BEGIN in cell.source) != bool(utils.is_solution(cell)):
            raise RuntimeError(
                f"cell {index + 1} has an answer between markers or is marked as a solution, but "
                "not both: the notebook is not as `lrgrade publish` writes it; run that again."
            )
        if BEGIN in cell.source:
            cell.source = released(cell.source).removesuffix("\n")
        return cell, resources
