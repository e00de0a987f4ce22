"""Nothing is done at all: no statistic moves, and nothing is forgotten.

fine_tune: fail
points: 0
"""


def fine_tune(base, x, y, x_val, y_val):
    return None
