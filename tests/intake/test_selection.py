import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.intake.normal_form import of_script
from graders.intake.selection import select

from .samples import HALVING


def needed(text):
    return select(of_script(text), ["halving"]).needed


def kept(text):
    """The needed lines, without the empty ones."""
    return [line for line in needed(text).split("\n") if line.strip()]


USES = "def halving(rate):\n    return TABLE, rate\n"


def holds(line, task=USES):
    """True when `line` is run for a task that uses TABLE."""
    return line in needed(
        f"import keras, os, random\nimport numpy as np\nTABLE = []\n{line}\n{task}"
    )


@pytest.mark.parametrize(
    "line",
    [
        "TABLE = [1]",
        "TABLE += [1]",
        "TABLE: list = [1]",
        "TABLE, OTHER = [1], 2",
        "TABLE[0] = 1",
        "TABLE.rate = 1",
        "del TABLE[0]",
        "TABLE.append(1)",
        "TABLE[0].append(1)",
        "for k in range(3): TABLE.append(k)",
        "for TABLE in range(3): pass",
        "with open('x') as TABLE: pass",
        "print(TABLE := [1])",
        "if True: TABLE.append(1)",
        "while not TABLE: TABLE.append(1)",
        "from tables import TABLE",
        "from tables import *",
        "class TABLE: pass",
        "TABLE = OTHER = 1",
    ],
)
def test_what_gives_a_needed_name_its_value_is_run(line):
    assert holds(line)


@pytest.mark.parametrize(
    "line",
    [
        "print(TABLE)",
        "len(TABLE)",
        "model = keras.Sequential()",
        "keras.Sequential().fit(1)",
        "OTHER.append(TABLE)",
        "assert TABLE",
        "for rate in TABLE: print(rate)",
        "RATES = [halving(rate) for rate in TABLE]",
        "halving(1)",
        "import os.path as path",
        "def other(): return 1",
        "np.array(TABLE)",
        "random.choice(TABLE)",
        "QUIZ = {}",
    ],
)
def test_what_only_looks_at_a_needed_name_is_not_run(line):
    assert not holds(line)


@pytest.mark.parametrize(
    "line",
    [
        "keras.utils.set_random_seed(1)",
        "np.random.seed(1)",
        "random.seed(1)",
        "keras.backend.set_floatx('float64')",
        "keras.mixed_precision.set_global_policy('float32')",
        "keras.config.set_dtype_policy('float32')",
        "os.environ['A'] = '1'",
        "os.environ.setdefault('A', '1')",
        "if True: np.random.seed(1)",
        "_ = keras.utils.set_random_seed(1)",
    ],
)
def test_what_sets_global_state_is_run(line):
    assert holds(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("import tensorflow as tf", "tf.random.set_seed(1)"),
        ("import tensorflow as tf", "tf.config.run_functions_eagerly(True)"),
        ("import tensorflow as tf", "tf.config.threading.set_inter_op_parallelism_threads(1)"),
        ("from tensorflow.random import set_seed as s", "s(1)"),
        ("import tensorflow as tf; keras = tf.keras", "keras.utils.set_random_seed(1)"),
        ("import keras; K = keras.backend", "K.set_epsilon(1e-3)"),
        ("from os import environ", "environ['A'] = '1'"),
        ("import keras", "keras.saving.get_custom_objects()['W'] = 1"),
    ],
)
def test_global_state_is_known_through_any_alias(text, line):
    assert f"{text}\n{line}\n" in needed(f"{text}\n{line}\n{HALVING}")


def test_a_function_that_only_sets_seeds_is_called():
    text = "import random\ndef seeds():\n    '''All.'''\n    random.seed(1)\nseeds()\n"
    assert "\nseeds()\n" in needed(text + HALVING)


def test_a_function_that_also_trains_is_not_called():
    text = "import random\ndef trial():\n    random.seed(1)\n    model.fit()\ntrial()\n"
    assert kept(text + HALVING) == HALVING.splitlines()


def test_a_call_into_an_aliased_module_is_no_change_of_it():
    text = "import tensorflow as tf\nkeras = tf.keras\nm = keras.Sequential()\nm.fit(1)\n"
    task = "def halving(m): return keras.optimizers.SGD(m)\n"
    assert kept(text + task) == ["import tensorflow as tf", "keras = tf.keras", task.strip()]


def test_the_hour_long_fit_of_a_model_that_a_parameter_is_called_after_is_not_run():
    text = "model = build()\nmodel.fit(epochs=10**6)\ndef halving(model): return model.lr\n"
    assert kept(text) == ["def halving(model): return model.lr"]


def test_names_are_followed_to_the_end():
    text = "import math\nSCALE = 2\ndef twice(x): return x * SCALE\ndef halving(x): return twice(x)"
    assert kept(text) == text.split("\n")[1:]


def test_a_function_that_fills_a_table_is_called():
    filling = "def fill():\n    TABLE.append(1)\nfill()"
    assert holds(filling)
    assert holds("def fill(table):\n    table.append(1)\nfill(TABLE)")
    assert holds("def outer():\n    inner()\ndef inner():\n    TABLE.append(1)\nouter()")


def test_a_function_that_declares_the_name_global_is_called():
    text = "def setup():\n    global RATE\n    RATE = 1\nsetup()\ndef halving(): return RATE\n"
    assert needed(text) == text


def test_a_decorator_that_registers_brings_its_functions():
    text = "RULES = {}\ndef rule(f):\n    RULES[f] = f\n    return f\n@rule\ndef warm(): pass\n"
    assert needed(f"{text}def halving(): return RULES\n") == f"{text}def halving(): return RULES\n"


@pytest.mark.parametrize(
    "registry",
    [
        "class Rules:\n    known = {}\n    def __call__(self, f): self.known[1] = f\nTABLE = Rules()\n"
        "@TABLE\ndef warm(): pass",
        "from functools import singledispatch\n@singledispatch\ndef TABLE(x): pass\n"
        "@TABLE.register\ndef _(x: int): pass",
        "class TABLE:\n    def __init_subclass__(cls): cls.known[1] = cls\nclass Warm(TABLE): pass",
        "class TABLE: pass\nclass Middle(TABLE): pass\nclass Warm(Middle): pass",
        "class TABLE: pass\ndef call(self): pass\nsetattr(TABLE, '__call__', call)",
    ],
)
def test_what_registers_itself_is_run(registry):
    assert holds(registry)


def test_a_decorator_that_only_wraps_brings_no_other_functions():
    timed = "def timed(f):\n    return lambda x: f(x)\n"
    task = "@timed\ndef halving(x): return x\n"
    assert needed(f"{timed}@timed\ndef tried(): model.fit()\n{task}") == f"{timed}\n\n{task}"


def test_subclasses_of_a_task_or_of_a_library_are_not_needed():
    task = "import keras\nclass halving(keras.Layer): pass\n"
    assert needed(f"{task}class Tried(halving): pass\nclass Layer(keras.Layer): pass\n") == (
        f"{task}\n\n"
    )


def test_trying_a_task_out_is_not_run_even_if_it_counts_its_calls():
    text = "N = 0\ndef halving():\n    global N\n    N += 1\n"
    assert needed(f"{text}halving()\n") == f"{text}\n"


def test_decorators_and_defaults_come_along():
    text = "from functools import cache\nR = 1\n@cache\ndef halving(r=R): pass\n"
    assert needed(text) == text


def test_blocks_are_whole():
    text = "try:\n    import fast\nexcept ImportError:\n    fast = None\ndef halving(): fast\n"
    assert needed(text) == text


@pytest.mark.parametrize("test", ['__name__ == "__main__"', "'__main__' == __name__"])
def test_the_main_block_is_never_run(test):
    text = f"{HALVING}if {test}:\n    TABLE = 1\n"
    selection = select(of_script(text), ["halving"])
    assert selection.needed == selection.whole == HALVING + "\n\n"


def test_future_imports_stay():
    assert kept(f"from __future__ import annotations\n{HALVING}")[0].startswith("from __future__")


def test_an_import_is_run_only_where_it_is_used():
    assert kept(f"import absent_module\n{HALVING}") == HALVING.splitlines()
    task = "def halving(): return absent_module"
    assert kept(f"import absent_module\n{task}") == ["import absent_module", task]


@pytest.mark.parametrize(
    "task",
    [
        "def halving(): return globals()['x']",
        "def halving(): return eval('x')",
        "import sys\ndef halving(): return sys.modules['x']",
        "import importlib\ndef halving(): return importlib.import_module('x')",
        "from importlib import import_module as load\ndef halving(): return load('x')",
        "def halving(): return __import__('x')",
    ],
)
def test_code_that_hides_what_it_needs_brings_everything(task):
    selection = select(of_script(f"x = 1\nprint(x)\n{task}\n"), ["halving"])
    assert selection.needed == selection.whole


def test_hidden_needs_in_exploration_do_not_matter():
    assert kept(f"print(globals())\n{HALVING}") == HALVING.splitlines()


@pytest.mark.parametrize(
    "text",
    [
        "globals()['halving'] = lambda: 1",
        "exec('def halving(): pass')",
        "import sys\nsetattr(sys.modules[__name__], 'halving', 1)",
        "def make():\n    global halving\n    def halving(): pass\nmake()",
        "import keras as halving",
        "if True:\n    def halving(): pass",
    ],
)
def test_a_task_may_be_bound_in_any_way(text):
    selection = select(of_script(text), ["halving"])
    assert selection.binding.get("halving")
    assert selection.needed == text


def test_lines_and_columns_stay_where_they_were():
    text = f"x = 1; y = 'ö'; z = 2\nprint(x)\n\n{HALVING}z = halving(1)\n"
    task = "def other(): return z\n"
    assert places(needed(text + task))["halving"] == places(text)["halving"]
    assert places(select(of_script(text + task), ["other"]).needed)["z"] == (1, 17)


def places(text):
    """Where each name stands that is bound in `text`."""
    nodes = ast.walk(ast.parse(text))
    found = [(getattr(node, "name", getattr(node, "id", None)), node) for node in nodes]
    return {name: (node.lineno, node.col_offset) for name, node in reversed(found) if name}


STATEMENTS = st.sampled_from(
    [
        "x = 1", "x.append(ö)", "fit(\n  1,\n)", "y = '''\n a\n'''", "@d\ndef f():\n    return x",
        "if x:\n    y = 2; z = 3", "for i in x: pass", "class A:\n    x = y", "import x, z",
        "def halving():\n    return y", "y = [x for x in z]", "'größe'", "del x", "# comment",
        "z = (1 +\n  2)", "lambda: (yield)", "x = \\\n  3", "", "with x as y: pass",
        "try:\n    x\nfinally:\n    y = 1", "if __name__ == '__main__':\n    x = 1",
    ]
)  # fmt: skip


@settings(deadline=None, derandomize=True)
@given(st.lists(st.tuples(STATEMENTS, st.sampled_from(["\n", "; ", ";\n", "  # c\n", "\n\n"]))))
def test_whatever_is_left_has_the_same_lines_and_parses(parts):
    text = "".join(statement + end for statement, end in parts)
    try:
        form = of_script(text + "\nlast = 1\n")
    except ValueError:
        return
    selection = select(form, ["halving"])
    for source in (selection.needed, selection.whole):
        ast.parse(source)
        assert source.count("\n") == form.text.count("\n")
    if "def halving" in text:
        assert "def halving" in selection.needed
