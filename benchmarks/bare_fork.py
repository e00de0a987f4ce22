"""The same probe groups, each in a bare fork of a process with TensorFlow imported.

No layers, judge or report. Prints the processor seconds of each repetition as a JSON list.
usage: bare_fork.py SLUG FILE REPEATS
"""

import gc
import importlib
import json
import os
import sys
import tempfile
from pathlib import Path

from graders import rubrics
from graders.child.graphs import as_written
from graders.child.module import load
from graders.child.running import run
from graders.record import PRELOAD, Inputs
from graders.sandbox.warm import FIRST_USED_BY_FIT


def main(slug: str, file: str, repeats: int) -> None:
    for module in (*PRELOAD, f"graders.rubrics.{slug}.probes", *FIRST_USED_BY_FIT):
        importlib.import_module(module)
    probes = importlib.import_module(f"graders.rubrics.{slug}.probes")
    cases = Inputs(0, hidden=True).cases(rubrics.load(slug))
    asked = [{"probe": case.probe, "inputs": dict(case.inputs)} for case in cases]
    source = Path(file).read_text(encoding="utf-8")
    gc.collect()
    gc.freeze()
    seconds = []
    for _ in range(repeats):
        pid = os.fork()
        if pid == 0:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"{slug}.py"
                os.chdir(folder)
                as_written()
                module = load(source, path)
                run(probes, module, str(path), asked, lambda _: None)
            os._exit(0)
        _, status, usage = os.wait4(pid, 0)
        if status:
            raise SystemExit(f"a bare fork ended with status {status}")
        seconds.append(usage.ru_utime + usage.ru_stime)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
