"""Two tasks as they were given; the module still works.

suggest_lr: not_attempted
diagnose: not_attempted
"""

import numpy as np


def max_stable_lr(hessian, momentum=0.0):
    # largest curvature
    w, v = np.linalg.eigh(hessian)
    return (2 + 2 * momentum) / w[-1]


def lr_range(start, end, n):
    return np.geomspace(start, end, n)


def suggest_lr(lrs, losses):
    # YOUR CODE HERE
    raise NotImplementedError()


def diagnose(initial_loss, final_loss, source_before, source_after):
    # YOUR CODE HERE
    raise NotImplementedError()
