"""The hidden checks of `capstone`: visible requirements on images that are in no student's file.

Ids, titles and points stand in rubric.toml too, so that reports list them where this file is not.
"""

from graders.judge.declare import hidden
from graders.rubrics.capstone import checks

check_fine_tune_learns_the_new_task_on_other_images = hidden(
    checks.check_fine_tune_learns_the_new_task,
    1,
    "Plain base: the new task is learned, images that nobody has seen.",
)
check_fine_tune_learns_the_new_task_with_batch_norm_on_other_images = hidden(
    checks.check_fine_tune_learns_the_new_task_with_batch_norm,
    1,
    "Base with BatchNormalization: the new task is learned, images that nobody has seen.",
)
check_fine_tune_remembers_the_old_task_on_other_images = hidden(
    checks.check_fine_tune_remembers_the_old_task,
    0.75,
    "Plain base: the old task is remembered, images that nobody has seen.",
)
check_fine_tune_remembers_the_old_task_with_batch_norm_on_other_images = hidden(
    checks.check_fine_tune_remembers_the_old_task_with_batch_norm,
    0.75,
    "Base with BatchNormalization: the old task is remembered, images that nobody has seen.",
)
