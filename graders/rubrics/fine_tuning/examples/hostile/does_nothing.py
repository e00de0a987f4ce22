"""No function does anything: what has to stay frozen stays so, and nothing is forgotten.

attach_head: fail
train_head: fail
unfreeze: raised
layer_lrs: fail
trainable_groups: fail
compile_discriminative: raised or fail
points: 0
"""


def attach_head(base, n_classes):
    return None


def train_head(model, x, y, learning_rate=5e-3, epochs=15, batch_size=24):
    return None


def unfreeze(model, base, learning_rate, first_trainable=None):
    return None


def layer_lrs(top_lr, n_groups, decay):
    return None


def trainable_groups(epoch, n_groups):
    return None


def compile_discriminative(model, base, base_lr, head_lr, loss):
    return None
