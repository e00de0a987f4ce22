"""One stub is untouched, one function is missing, and one still ends in the stub's last line.

make_optimizer: not_attempted
current_lr: not_attempted
set_lr: not_attempted
"""

import keras


def make_optimizer(name: str, learning_rate: float) -> keras.optimizers.Optimizer:
    """A new optimizer of the Keras class that `name` stands for, with `learning_rate`."""
    # YOUR CODE HERE
    raise NotImplementedError()


def fine_tuning_rate(scratch_lr: float, factor: float = 10.0) -> float:
    if scratch_lr <= 0 or factor < 1:
        raise ValueError()
    return scratch_lr / factor
    # YOUR CODE HERE
    raise NotImplementedError()


def set_lr(optimizer: keras.optimizers.Optimizer, lr: float) -> None:
    """Change the learning rate of `optimizer` in place; the rest of its state stays."""
    # YOUR CODE HERE
    optimizer.learning_rate = lr
    raise NotImplementedError()
