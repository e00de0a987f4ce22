"""What the tasks of `fine_tuning` compute, as the judge computes it.

Answers: never imported by probes.
"""

import math
from collections.abc import Sequence

MEAN, SQUARE = 0.9, 0.999
"""Adam's beta_1 and beta_2, as Keras has them by default."""


def layer_lrs(n_groups: int, top_lr: float, decay: float) -> list[float]:
    """top_lr * decay ** (n_groups - 1 - i) for group i; group 0 is nearest the input."""
    return [top_lr * decay ** (n_groups - 1 - group) for group in range(n_groups)]


def trainable_groups(epoch: int, n_groups: int) -> list[int]:
    """The last min(epoch + 1, n_groups) indices, ascending.

    Source: gradual unfreezing, Howard and Ruder, arXiv:1801.06146.
    """
    return list(range(max(0, n_groups - epoch - 1), n_groups))


def adam_moves(signs: Sequence[float], learning_rate: float) -> list[float]:
    """How far a new Adam moves a weight at each step, for gradients of one size and these signs.

    The size cancels. Source: Kingma and Ba, arXiv:1412.6980, algorithm 1.
    """
    mean = square = 0.0
    moves = []
    for step, sign in enumerate(signs, start=1):
        mean = MEAN * mean + (1 - MEAN) * sign
        square = SQUARE * square + (1 - SQUARE)
        corrected = mean / (1 - MEAN**step), square / (1 - SQUARE**step)
        moves.append(learning_rate * corrected[0] / math.sqrt(corrected[1]))
    return moves
