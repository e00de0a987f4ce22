"""Which sandbox layers this machine has, and how to get the ones that it lacks.

It runs a child that does nothing; no submission and no TensorFlow is involved.
"""

import sys
from collections.abc import Iterable, Mapping

from graders.missing_layers import missing
from graders.sandbox import Limits, SandboxError, start

IDLE = "graders.child.idle:idle"
DEMANDED = ("filesystem", "network") if sys.platform == "linux" else ()
"""The layers without which a class is not graded here."""

LAYERS = (
    "namespaces",
    "user",
    "process",
    "scratch_folder",
    "environment",
    "no_new_privileges",
    "filesystem",
    "resource_limits",
    "network",
)
REMEDIES = (
    (
        "namespaces",
        "",
        "It needs user namespaces, which some systems and containers forbid. Nothing has to be "
        "done: filesystem and network hold without it.",
    ),
    (
        "user",
        "only root",
        "Nothing has to be done: a child of yours is you, and filesystem and network hold it.",
    ),
    (
        "user",
        "may not read",
        "It needs a Python and a course that every user of the machine may read. Nothing has to be "
        "done: filesystem and network hold without it.",
    ),
    (
        "user",
        "",
        "It needs the right to change users (CAP_SETUID, CAP_SETGID, CAP_CHOWN) and a range of "
        "users. Nothing has to be done: filesystem and network hold without it.",
    ),
    (
        "filesystem",
        "not implemented",
        "It needs Linux 5.13 or later, built with Landlock (CONFIG_SECURITY_LANDLOCK).",
    ),
    (
        "filesystem",
        "not supported",
        "Landlock is there and switched off: start the kernel with `lsm=landlock,...`.",
    ),
    (
        "filesystem",
        "",
        "It needs Linux 5.13 or later with Landlock switched on, and a container's own seccomp "
        "profile has to let Landlock's three system calls pass, as Docker's does since 20.10.",
    ),
    (
        "network",
        "is missing",
        "It needs libseccomp and its Python package: `apt install libseccomp2` (or your system's "
        "package of that name), then `pip install pyseccomp`.",
    ),
    (
        "network",
        "",
        "It needs a kernel with seccomp filters (CONFIG_SECCOMP_FILTER), and a container that lets "
        "a program put one on.",
    ),
    ("", "", "A container that forbids it has to be started with more rights."),
)
"""A layer, words of the reason why it is off, and how to get it; the first that fits counts."""


def remedy(layer: str, state: str) -> str:
    """How to get `layer`, which is in `state` on this machine."""
    return next(how for name, words, how in REMEDIES if layer.startswith(name) and words in state)


def layers_here() -> Mapping[str, str]:
    """Each layer with "on" or the reason why it is off; raises SandboxError when nothing runs."""
    runner = start(IDLE, ())
    try:
        told = runner.run([], Limits(seconds=20)).layers
    finally:
        runner.close()
    absent = "off: this system starts children anew and cannot put it on"
    return {name: told.get(name, absent) for name in LAYERS}


def warning() -> str:
    """One sentence that names what is off here and not shut in so; empty where nothing is."""
    try:
        off = missing(layers_here())
    except SandboxError as error:
        return f"no sandbox can be started: {error}"
    if not off:
        return ""
    return (
        "submissions are code from others, and this machine grades them without these layers of "
        f"the sandbox: {', '.join(off)} (`lrgrade doctor` says more)."
    )


def lacking(demanded: Iterable[str]) -> list[str]:
    """A sentence with its remedy for each of these layers that is off here."""
    try:
        found = layers_here()
    except SandboxError as error:
        return [f"no sandbox can be started: {error}"]
    return [
        f"the {name} layer is {found[name]}.\n  {remedy(name, found[name])}"
        for name in dict.fromkeys(demanded)
        if found[name] != "on"
    ]
