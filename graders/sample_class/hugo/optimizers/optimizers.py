# lrgrade: optimizers 1

# %%
import keras
import numpy as np

CLASSES = {c.__name__.lower(): c for c in (
    keras.optimizers.SGD, keras.optimizers.Adam, keras.optimizers.AdamW, keras.optimizers.RMSprop
)}


# %%
def make_optimizer(name, learning_rate):
    if name not in CLASSES:
        raise ValueError(f"{name!r} is none of {list(CLASSES)}")
    return CLASSES[name](learning_rate=learning_rate)


# %%
def fine_tuning_rate(scratch_lr, factor=10.0):
    if not scratch_lr > 0:
        raise ValueError("scratch_lr")
    if factor < 1:
        raise ValueError("factor")
    return scratch_lr / factor


# %%
def current_lr(optimizer):
    return float(optimizer.learning_rate.numpy())


# %%
def set_lr(optimizer, lr):
    optimizer.learning_rate = lr


# %%
# trying it out, takes about an hour on my laptop!!
model = keras.Sequential([keras.Input((32,)), keras.layers.Dense(64, "relu"), keras.layers.Dense(1)])
model.compile(optimizer=make_optimizer("adam", fine_tuning_rate(1e-3)), loss="mse")
x, y = np.random.rand(2000, 32), np.random.rand(2000, 1)
model.fit(x, y, epochs=100000)
set_lr(model.optimizer, 1e-5)
model.fit(x, y, epochs=100000)
print(current_lr(model.optimizer))

# %%
QUIZ = {
    "S3": "optimizer",
    "S5": "ten_thousandth",
    "Q6": "shrink",
    "Q7": "learning_rate",
    "Q8": "one_hundredth",
    "Q18": "old_rate",
}
