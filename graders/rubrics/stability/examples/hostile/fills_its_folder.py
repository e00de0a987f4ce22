"""lr_range writes file after file, none of them large.

max_stable_lr: not_attempted
lr_range: crash
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: resource_limits
"""

def lr_range(start, end, n):
    for number in range(100_000):
        with open(f"part_{number}", "wb") as file:
            file.write(bytes(2**20))
    return None
