# lrgrade: optimizers 1
from keras.optimizers import SGD, Adam, AdamW, RMSprop


# %%
def make_optimizer(name, learning_rate):
    table = {"sgd": SGD, "adam": Adam, "adamw": AdamW, "rmsprop": RMSprop}
    try:
        return table[name](learning_rate)
    except KeyError:
        raise ValueError(name)


# %%
def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0:
        raise ValueError("scratch_lr must be > 0")
    if factor < 1:
        raise ValueError("factor must be >= 1")
    return scratch_lr / factor


# %%
def current_lr(optimizer):
    return float(optimizer.learning_rate)


# %%
def set_lr(optimizer, lr):
    optimizer.lr = lr


# %%
QUIZ = {
    "S3": "optimizer",
    "S5": "tenth",
    "Q6": "subtract",
    "Q7": "learning_rate",
    "Q8": "automatic",
    "Q18": "new_value",
}
