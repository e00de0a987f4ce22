"""diagnose raises an exception whose class is named in HTML, and returns texts like that.

max_stable_lr: not_attempted
lr_range: not_attempted
suggest_lr: not_attempted
diagnose: raised
points: 0
"""

def diagnose(initial_loss, final_loss, source_before, source_after):
    raise type("<img src=x onerror=alert(1)>", (ValueError,), {})("\x1b[31m</td><script>")
