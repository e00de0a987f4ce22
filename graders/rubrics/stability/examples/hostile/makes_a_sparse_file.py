"""lr_range makes a file of a terabyte that holds nothing.

max_stable_lr: not_attempted
lr_range: raised
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: resource_limits
"""

def lr_range(start, end, n):
    with open("sparse", "wb") as file:
        file.truncate(2**40)
