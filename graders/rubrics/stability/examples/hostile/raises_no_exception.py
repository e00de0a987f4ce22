"""lr_range raises something that is no Exception.

max_stable_lr: not_attempted
lr_range: crash
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
"""

class Escape(BaseException):
    pass


def lr_range(start, end, n):
    raise Escape("past every `except Exception`")
