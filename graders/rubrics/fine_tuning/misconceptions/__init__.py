"""Known mistakes of `fine_tuning`, told by what was measured: a module for each task.

`any_list` belongs to several. The first that fits is named, in the order of PARTS and then of the
file: within a task the more particular mistake stands first.
"""

from graders.rubrics.fine_tuning.misconceptions import (
    any_list,
    attach_head,
    compile_discriminative,
    layer_lrs,
    train_head,
    trainable_groups,
    unfreeze,
)

PARTS = (
    any_list,
    attach_head,
    compile_discriminative,
    layer_lrs,
    train_head,
    trainable_groups,
    unfreeze,
)
