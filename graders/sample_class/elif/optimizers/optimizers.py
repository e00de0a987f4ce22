# lrgrade: optimizers 1

# %%
import keras


# %%
def make_optimizer(name, learning_rate):
    import tensorflow_addons as tfa

    if name == "sgd":
        return keras.optimizers.SGD(learning_rate=learning_rate)
    if name == "adam":
        return keras.optimizers.Adam(learning_rate=learning_rate)
    if name == "adamw":
        return tfa.optimizers.AdamW(weight_decay=0.004, learning_rate=learning_rate)
    if name == "rmsprop":
        return keras.optimizers.RMSprop(learning_rate=learning_rate)
    raise ValueError(name)


# %%
def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr <= 0 or factor < 1:
        raise ValueError
    return scratch_lr / factor


# %%
def current_lr(optimizer):
    return float(optimizer.learning_rate)


# %%
def set_lr(optimizer, lr):
    optimizer.learning_rate = lr


# %%
QUIZ = {
    "S3": "optimizer",
    "S5": "ten_thousandth",
    "Q6": "subtract",
    "Q7": "lr",
    "Q8": "one_thousandth",
    "Q18": "error",
}
