"""Known mistakes of `fine_tuning`, a module for each task. The first that fits counts.

The judge reads them here in the order of the modules and of their files: within a task the more
particular mistake stands first. Those of any list come before those of one.
"""

from graders.rubrics.fine_tuning.misconceptions.any_list import *  # noqa: F403
from graders.rubrics.fine_tuning.misconceptions.attach_head import *  # noqa: F403
from graders.rubrics.fine_tuning.misconceptions.compile_discriminative import *  # noqa: F403
from graders.rubrics.fine_tuning.misconceptions.layer_lrs import *  # noqa: F403
from graders.rubrics.fine_tuning.misconceptions.train_head import *  # noqa: F403
from graders.rubrics.fine_tuning.misconceptions.trainable_groups import *  # noqa: F403
from graders.rubrics.fine_tuning.misconceptions.unfreeze import *  # noqa: F403
