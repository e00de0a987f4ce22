"""lr_range plants files in every place it can think of.

max_stable_lr: not_attempted
lr_range: fail
suggest_lr: not_attempted
diagnose: not_attempted
points: 0
layers: filesystem
"""

import os
import pathlib
import site
import sys

import graders

def written(path):
    try:
        with open(path, "w") as file:
            file.write("planted")
        return "written"
    except OSError as error:
        return type(error).__name__


def lr_range(start, end, n):
    package, here = pathlib.Path(graders.__file__).parent, pathlib.Path.cwd()
    places = [package, package / "lab", package.parent, here.parent, pathlib.Path("/"), "/tmp"]
    places += ["/root", "/dev/shm", "/var/tmp", sys.prefix, *site.getsitepackages()]
    seen = {written(os.path.join(place, "planted.pth")) for place in places}
    return None if seen == {"PermissionError"} else f"got through: {sorted(seen)}"
