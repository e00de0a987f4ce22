"""Everything imported where it is used; the rate set after the optimizer was made by its name."""


def make_optimizer(name: str, learning_rate: float):
    from keras import optimizers

    if name not in {"sgd", "adam", "adamw", "rmsprop"}:
        raise ValueError("name")
    optimizer = optimizers.get(name)
    optimizer.learning_rate = learning_rate
    return optimizer


def fine_tuning_rate(scratch_lr: float, factor: float = 10.0) -> float:
    from fractions import Fraction

    if scratch_lr <= 0 or factor < 1:
        raise ValueError("cannot fine-tune with that")
    return float(Fraction(scratch_lr) / Fraction(factor))


def current_lr(optimizer) -> float:
    from tensorflow.keras import backend as K

    return float(K.get_value(optimizer.learning_rate))


def set_lr(optimizer, lr: float) -> None:
    from keras.optimizers.schedules import LearningRateSchedule

    stored = vars(optimizer).get("_learning_rate")
    if isinstance(stored, LearningRateSchedule):
        raise TypeError("cannot set the rate of a schedule")
    optimizer.assign(stored, lr)
