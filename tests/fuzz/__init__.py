"""Fuzzing of everything that reads what an enemy wrote: `python -m tests.fuzz`."""
