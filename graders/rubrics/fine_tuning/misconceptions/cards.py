"""The flash cards that known mistakes of `fine_tuning` point to, by name."""

SMALLER = "Why smaller for fine-tuning?"
TOO_HIGH = "How does a high LR affect fine-tuning?"
HOW_TO_SET = "How do you set it in TensorFlow?"
