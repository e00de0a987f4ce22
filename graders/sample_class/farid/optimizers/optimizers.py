# lrgrade: optimizers 1

# %%
import keras


# %%
def make_optimizer(name, learning_rate)
    if name == "sgd":
        return keras.optimizers.SGD(learning_rate=learning_rate)
    raise ValueError(name)


# %%
def fine_tuning_rate(scratch_lr, factor=10.0):
    return scratch_lr / factor
