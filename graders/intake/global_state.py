"""Which calls change how later code behaves without naming anything the tasks use.

Seeds, number formats, policies, devices, environment variables. It knows names only and runs
nothing.
"""

import ast
from collections.abc import Iterable, Mapping

_LIBRARIES = ("keras", "tensorflow", "tf_keras", "numpy", "random")
_BEGINNINGS = ("set_", "enable_", "disable_")
_FUNCTIONS = frozenset(
    [
        "seed",
        "seterr",
        "run_functions_eagerly",
        "clear_session",
        "get_custom_objects",
        "register_keras_serializable",
    ]
)
_ENVIRONMENT_CALLS = frozenset(["os.environ.setdefault", "os.environ.update", "os.putenv"])


def origins(statements: Iterable[ast.stmt]) -> dict[str, str]:
    """What each imported name stands for, as a dotted path: `np` for `numpy`.

    `K = keras.backend` counts too.
    """
    found: dict[str, str] = {}
    for statement in statements:
        for node in ast.walk(statement):
            if isinstance(node, ast.Import):
                for item in node.names:
                    first = item.name.partition(".")[0]
                    found[item.asname or first] = item.name if item.asname else first
            elif isinstance(node, ast.ImportFrom):
                for item in node.names:
                    found[item.asname or item.name] = f"{node.module}.{item.name}"
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Attribute):
            path = dotted(statement.value, found)
            names = [item.id for item in statement.targets if isinstance(item, ast.Name)]
            found |= dict.fromkeys(names, path) if path else {}
    return found


def dotted(node: ast.AST, known: Mapping[str, str]) -> str | None:
    """`np.random.seed` as `numpy.random.seed`; None for what does not begin with an import."""
    attributes: list[str] = []
    while isinstance(node, ast.Attribute):
        attributes.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in known:
        return None
    return ".".join([known[node.id], *reversed(attributes)])


def sets_global_state(call: ast.Call, known: Mapping[str, str]) -> bool:
    """True when `call` goes into a library and sets something for all later code."""
    path = dotted(call.func, known)
    if path is None:
        return False
    first, last = path.partition(".")[0], path.rpartition(".")[2]
    if path.startswith("tensorflow.config.") or path in _ENVIRONMENT_CALLS:
        return True
    return first in _LIBRARIES and (last.startswith(_BEGINNINGS) or last in _FUNCTIONS)


def sets_environment(statement: ast.stmt, known: Mapping[str, str]) -> bool:
    """True for `os.environ["X"] = "1"`."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return any(
        isinstance(target, ast.Subscript) and dotted(target.value, known) == "os.environ"
        for target in targets
    )


def is_seed_function(statement: ast.stmt, known: Mapping[str, str]) -> bool:
    """True for a function that does nothing but set global state."""
    if not isinstance(statement, ast.FunctionDef):
        return False
    body = [node for node in statement.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    calls = [node.value for node in body if isinstance(node, ast.Expr)]
    settings = [
        call for call in calls if isinstance(call, ast.Call) and sets_global_state(call, known)
    ]
    others = [
        node
        for node in body
        if not isinstance(node, ast.Expr) and not sets_environment(node, known)
    ]
    texts = [call for call in calls if isinstance(call, ast.Constant)]
    return bool(settings) and not others and len(settings) + len(texts) == len(calls)
