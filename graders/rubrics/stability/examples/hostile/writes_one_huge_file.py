"""lr_range writes a file of four gigabytes.

max_stable_lr: not_attempted
lr_range: raised
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: resource_limits
"""

def lr_range(start, end, n):
    with open("huge", "wb") as file:
        for _ in range(4096):
            file.write(bytes(2**20))
