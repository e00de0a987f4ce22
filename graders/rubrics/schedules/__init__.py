"""The rubric of `schedules`: changing the rate during training."""
