"""lr_range opens one file after another and closes none.

max_stable_lr: not_attempted
lr_range: raised
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: resource_limits
"""

def lr_range(start, end, n):
    files = []
    while True:
        files.append(open("/dev/null"))
