"""The capstone: one whole fine-tuning, judged by what became of the base and of both tasks."""
