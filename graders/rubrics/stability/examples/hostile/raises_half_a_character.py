"""diagnose raises a message with halves of characters, which no file can hold.

max_stable_lr: not_attempted
lr_range: not_attempted
suggest_lr: not_attempted
diagnose: raised
points: 0
"""

def diagnose(initial_loss, final_loss, source_before, source_after):
    raise ValueError("\ud800 and \udfff, \x00, \ufffe")
