"""The rubric of `optimizers`: choosing the rate, reading it, changing it."""
