"""Fact 11: AutoGraph needs the source of what it turns into a graph."""

import importlib.util
import tempfile
from pathlib import Path

from .fact import fact
from .models import raised

COURSE = "graders.child.module writes a submission to a real file before it is imported"
SOURCE = """
import tensorflow as tf

@tf.function
def rate(step):
    if step < 2:
        return 0.5
    return 0.25
"""


@fact(11, course=COURSE)
def a_python_if_in_a_tf_function_works_where_the_module_comes_from_a_file():
    import tensorflow as tf

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "from_a_file.py"
        path.write_text(SOURCE, encoding="utf-8")
        spec = importlib.util.spec_from_file_location("from_a_file", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        assert [float(module.rate(tf.constant(step))) for step in (1, 2)] == [0.5, 0.25]


@fact(11, course=COURSE)
def a_python_if_in_a_tf_function_raises_where_there_is_no_source():
    import tensorflow as tf

    names = {"__name__": "without_source"}
    # Another number: AutoGraph remembers code that is equal, wherever it came from.
    exec(compile(SOURCE.replace("0.25", "0.125"), "<nowhere>", "exec"), names)
    error = raised(lambda: names["rate"](tf.constant(1)))
    assert type(error).__name__ == "OperatorNotAllowedInGraphError", f"raised {error!r}"
