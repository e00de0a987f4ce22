# lrgrade: optimizers 1

# %%
import keras


# %%
def make_optimizer(name, learning_rate):
    if name not in ["sgd", "adam", "adamw", "rmsprop"]:
        raise ValueError("unknown optimizer")
    # Keras knows the names itself
    return keras.optimizers.get(name)


# %%
def fine_tuning_rate(scratch_lr, factor=10.0):
    if scratch_lr < 0:
        raise ValueError("negative rate")
    return scratch_lr / factor


# %%
def current_lr(optimizer):
    return optimizer.learning_rate


# %%
def set_lr(optimizer, lr):
    optimizer.learning_rate.assign(lr)


# %%
QUIZ = {"S3": "layers", "S5": "ten_thousandth", "Q6": "add", "Q7": "lr", "Q8": None, "Q18": None}
