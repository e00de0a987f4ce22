"""Fact 4: what divergence looks like."""

import math

from .fact import fact
from .models import compiled, pixels


@fact(4, course="`diagnose` and the capstone compare with the loss before fine-tuning")
def a_network_that_diverged_ends_at_guessing_with_a_finite_loss():
    import keras

    dense = [keras.layers.Dense(16, activation="relu") for _ in range(2)]
    model = keras.Sequential([keras.Input((5,)), *dense, keras.layers.Dense(5)])
    compiled(model, keras.optimizers.Adam(1.0))
    x, y = pixels(60)
    start = model.evaluate(x, y, verbose=0)
    losses = model.fit(x, y, batch_size=12, epochs=25, verbose=0).history["loss"]
    assert all(map(math.isfinite, losses)), "a loss is not finite"
    assert losses[-1] < losses[0], f"the loss grew: {losses}"
    assert losses[-1] > 0.8 * math.log(5), f"it learned: {losses[-1]}"
    assert max(losses) > 2 * start, f"it never jumped: {losses}"
