"""Seeded training runs: the shipped bases, and the runs that the thresholds come from.

It trains and measures, and decides no threshold; `graders.authoring` does. It imports TensorFlow,
so it runs in a process of its own (`python -m graders.calibration`), never beside student code.
"""
