"""File, folder, zip or notebook to Submission or Refusal; it never runs a line of a student's code.

`collect` finds the submissions under some paths, `read` reads one file. Neither imports
TensorFlow.
"""

from graders.intake.collect import collect
from graders.intake.reading import read

__all__ = ["collect", "read"]
