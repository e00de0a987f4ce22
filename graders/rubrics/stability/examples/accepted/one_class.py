"""A class that holds the limits, and its bound methods under the names of the tasks."""

from dataclasses import dataclass
from enum import Enum

import numpy as np


class Label(str, Enum):
    DIVERGED = "diverged"
    FORGETTING = "forgetting"
    TIMID = "too_timid"
    HEALTHY = "healthy"


@dataclass
class Stability:
    jump: float = 4.0
    forgotten: float = 0.2
    timid: float = 0.8

    def bound(self, hessian, momentum=0.0):
        lam = np.sort(np.linalg.eigvalsh(hessian))[::-1][0]
        return (2 * (1 + momentum)) / lam

    def rates(self, start, end, n):
        rates = np.empty(n)
        for i in range(n):
            rates[i] = start * (end / start) ** (i / (n - 1))
        return rates

    def cut(self, losses):
        for i, loss in enumerate(losses):
            if not np.isfinite(loss):
                return i
            if i and loss > self.jump * np.min(losses[:i]):
                return i
        return len(losses)

    def suggestion(self, lrs, losses):
        end = self.cut(losses)
        lrs, losses = lrs[:end], losses[:end]
        return float(lrs[losses == losses.min()][0] / 10)

    def name(self, initial_loss, final_loss, source_before, source_after):
        if not np.isfinite(final_loss):
            return Label.DIVERGED
        if final_loss > initial_loss:
            return Label.DIVERGED
        if source_before - source_after > self.forgotten:
            return Label.FORGETTING
        return Label.TIMID if final_loss > self.timid * initial_loss else Label.HEALTHY


_stability = Stability()
max_stable_lr = _stability.bound
lr_range = _stability.rates
suggest_lr = _stability.suggestion
diagnose = _stability.name
