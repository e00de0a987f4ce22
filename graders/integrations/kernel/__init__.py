"""A Jupyter kernel that is forked from a warm process and shut in like a submission.

Jupyter finds it by the name of its kernelspec, which `lrgrade kernel` installs. It comes with the
nbgrader extra: nothing outside this folder and `cli/kernel.py` imports it.
"""

NAME = "lrgrade-sandboxed"
"""The kernelspec, and the provisioner that it names."""
CHANNELS = ("shell", "iopub", "stdin", "control", "hb")
"""Jupyter's five channels, in the order of their numbers, from 1."""
