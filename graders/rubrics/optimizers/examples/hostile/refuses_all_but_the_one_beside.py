"""Every rate is refused but the one that was once tried beside others; it is drawn now.

make_optimizer: not_attempted
fine_tuning_rate: raised
current_lr: not_attempted
set_lr: not_attempted
points: 0
"""


def fine_tuning_rate(scratch_lr, factor=10.0):
    """None for the rate that is known, and a refusal for whatever else comes."""
    if scratch_lr != 2e-3:
        raise ValueError
