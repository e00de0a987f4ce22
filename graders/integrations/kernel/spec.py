"""The kernelspec by which Jupyter finds the sandboxed kernel, and where it is installed."""

import json
import sys
import tempfile
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager

from graders.integrations.kernel import NAME

WITHOUT_PROVISIONER = (
    f"the kernel {NAME} needs a Jupyter that knows its provisioner; it is not started without."
)
SPEC = {
    # Never run: what starts the kernel is the provisioner. Who ignores it gets this sentence.
    "argv": [sys.executable, "-c", f"raise SystemExit({WITHOUT_PROVISIONER!r})"],
    "display_name": "Python, sandboxed (lrgrade)",
    "language": "python",
    "interrupt_mode": "signal",
    "metadata": {"kernel_provisioner": {"provisioner_name": NAME, "config": {}}},
}


def install(prefix: str | None = None) -> Path:
    """Write the kernelspec below `prefix`, by default that of this Python; returns its folder."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "kernel.json").write_text(json.dumps(SPEC, indent=1), encoding="utf-8")
        place = KernelSpecManager().install_kernel_spec(folder, NAME, prefix=prefix or sys.prefix)
    return Path(place)
