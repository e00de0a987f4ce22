"""Imported into a warm process, this makes those of its children lose a layer that may open 99 files.

They are not confined either, so that a test can see whether anything of them was run.
"""

from graders.sandbox import layers


def environment(bounds: layers.Bounds) -> None:
    if bounds.limits.open_files == 99:
        raise OSError(24, "Too many open files")


layers.LAYERS = (environment, layers.process, layers.scratch_folder)
