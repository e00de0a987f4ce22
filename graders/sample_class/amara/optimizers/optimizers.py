# lrgrade: optimizers 1

# %%
import keras
from keras import optimizers

# %%
def make_optimizer(name, learning_rate):
    match name:
        case "sgd":
            kind = optimizers.SGD
        case "adam":
            kind = optimizers.Adam
        case "adamw":
            kind = optimizers.AdamW
        case "rmsprop":
            kind = optimizers.RMSprop
        case _:
            raise ValueError("I don't know the optimizer " + repr(name))
    return kind(learning_rate=learning_rate)


# %%
def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError("need scratch_lr > 0 and factor >= 1")
    return float(scratch_lr / factor)


# %%
def current_lr(optimizer):
    return float(keras.ops.convert_to_numpy(optimizer.learning_rate))


# %%
def set_lr(optimizer, lr):
    # a schedule is not a variable one could assign to: Keras raises the TypeError
    optimizer.learning_rate = lr


# %%
QUIZ = {
    "S3": "optimizer",
    "S5": "ten_thousandth",
    "Q6": "subtract",
    "Q7": "learning_rate",
    "Q8": "one_thousandth",
    "Q18": "old_rate",
}
