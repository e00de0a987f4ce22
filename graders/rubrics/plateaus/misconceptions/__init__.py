"""Known mistakes of `plateaus`, told by what was measured: a module for each kind of them.

The first that matches is named, in the order of PARTS and then of the file.
"""

from graders.rubrics.plateaus.misconceptions import (
    fits,
    plateau_ends,
    plateau_improvements,
    plateau_reductions,
    plateau_stops,
)

PARTS = (plateau_stops, plateau_improvements, plateau_reductions, plateau_ends, fits)
