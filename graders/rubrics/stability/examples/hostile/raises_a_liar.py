"""lr_range raises an exception that raises again when it is looked at.

max_stable_lr: not_attempted
lr_range: crash
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
"""

class Liar(Exception):
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__


def lr_range(start, end, n):
    raise Liar()
