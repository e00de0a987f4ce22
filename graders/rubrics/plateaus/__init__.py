"""The rubric of `plateaus`: lowering the rate when validation stops improving."""
