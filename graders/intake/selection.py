"""Which top-level statements of a submission the tasks need, and the source of just these.

It works on the syntax tree, and never runs or imports anything. Where it cannot tell what code
needs (`globals()`, `exec`, ...), everything is kept.
"""

import ast
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graders.intake import global_state
from graders.intake.blank import blanked
from graders.intake.function_scope import DEFINITIONS
from graders.intake.normal_form import NormalForm
from graders.intake.scopes import Effects, names

_DYNAMIC = frozenset(["globals", "eval", "exec", "vars", "locals", "__import__"])

_IMPORTING = (ast.Import, ast.ImportFrom, ast.Try, ast.If)
_MOST_BODIES = 200
"""How many functions are followed from one call: none calls so many on purpose."""


@dataclass(frozen=True)
class Selection:
    """What is run of a submission.

    `needed` and `whole` are sources with the lines of the normal form. `statements` are all
    top-level statements but those that are never run, and `run` the indices of those that
    `needed` holds. `binding` maps a global name to the indices of the statements that bind it.
    """

    needed: str
    whole: str
    statements: Sequence[ast.stmt]
    run: frozenset[int]
    binding: Mapping[str, Sequence[int]]


def select(form: NormalForm, tasks: Collection[str]) -> Selection:
    """The parts of `form` that the functions and classes called `tasks` need."""
    body = form.tree.body
    usable = [index for index, node in enumerate(body) if not _never_run(node)]
    statements = [body[index] for index in usable]
    chooser = _Chooser(statements, tasks)
    run = chooser.chosen()
    whole = _source(form.text, body, usable, form.text)
    if chooser.cannot_tell(run):
        run = set(range(len(statements)))
    needed = _source(form.text, body, [usable[index] for index in run], whole)
    return Selection(needed, whole, statements, frozenset(run), chooser.binding)


def _source(text: str, body: Sequence[ast.stmt], kept: Collection[int], otherwise: str) -> str:
    """The source of `kept`, or `otherwise` where blanking out the rest leaves no valid Python."""
    source = blanked(text, body, set(kept))
    try:
        ast.parse(source)
    except SyntaxError:
        return otherwise
    return source


def is_main_block(node: ast.stmt) -> bool:
    """True for `if __name__ == "__main__":`, either way round, without an `else`."""
    if not isinstance(node, ast.If) or node.orelse or not isinstance(node.test, ast.Compare):
        return False
    sides = [node.test.left, *node.test.comparators]
    named = any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides)
    main = any(isinstance(side, ast.Constant) and side.value == "__main__" for side in sides)
    return named and main and isinstance(node.test.ops[0], ast.Eq)


def _never_run(node: ast.stmt) -> bool:
    return is_main_block(node) or _awaits(node)


def _awaits(node: ast.AST) -> bool:
    """True for code that only a notebook runs: `await` outside a function."""
    waiting: list[ast.AST] = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, ast.Await | ast.AsyncFor | ast.AsyncWith):
            return True
        if isinstance(part, ast.comprehension) and part.is_async:
            return True
        if not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(part)
    return False


class _Chooser:
    """Follows names from the tasks to the statements that give them their values."""

    def __init__(self, statements: Sequence[ast.stmt], tasks: Collection[str]) -> None:
        self._statements = statements
        self._names = [names(node) for node in statements]
        self._tasks = tasks
        self._origins = global_state.origins(statements)
        self._imports = self._only_imported()
        self._bodies = self._function_bodies()
        self.binding: dict[str, list[int]] = defaultdict(list)
        self._giving: dict[str, list[int]] = defaultdict(list)
        for index in range(len(statements)):
            self._enter(index)

    def chosen(self) -> set[int]:
        """The indices of the statements that are needed."""
        found: set[int] = set()
        seen: set[str] = set()
        waiting = [index for task in self._tasks for index in self._giving.get(task, [])]
        waiting += [index for index in range(len(self._statements)) if self._always(index)]
        while waiting:
            index = waiting.pop()
            if index in found:
                continue
            found.add(index)
            for name in self._names[index].reads - seen:
                seen.add(name)
                waiting += self._giving.get(name, [])
        return found

    def cannot_tell(self, run: Iterable[int]) -> bool:
        """True when a statement of `run` reaches names in a way that syntax does not show."""
        return any(self._is_dynamic(index) for index in run)

    def _enter(self, index: int) -> None:
        effects, statement = self._names[index].now, self._statements[index]
        binds = effects.binds | self._named_in_text(index)
        for call in effects.calls:
            if isinstance(call.func, ast.Name) and call.func.id not in self._tasks:
                binds |= self._bound_by_calling(call.func.id)
        for name in sorted(binds):
            self.binding[name].append(index)
        for name in binds | self._changed(effects, statement):
            self._giving[name].append(index)

    def _changed(self, effects: Effects, statement: ast.stmt) -> set[str]:
        """The names that `statement` changes when it runs, through functions of its own too."""
        found = effects.changes | (effects.asks - self._imports)
        for call in effects.calls:
            if isinstance(call.func, ast.Name) and call.func.id not in self._tasks:
                found |= self._changed_by_calling(call.func.id)
                if self._changes_arguments(call.func.id):
                    found |= {arg.id for arg in call.args if isinstance(arg, ast.Name)}
        for function, decorated in effects.decorates:
            found |= {decorated} | self._changed_by_calling(function)
            if self._may_keep_a_list(function):
                found.add(function)
        return found | self._bases(effects.extends)

    def _bases(self, names: Collection[str]) -> set[str]:
        """`names` and their own base classes: each may know its subclasses.

        It may through `__subclasses__` or `__init_subclass__`.
        """
        found: set[str] = set()
        waiting = set(names)
        while waiting:
            found |= (own := waiting - self._imports - set(self._tasks) - found)
            above = [self._names[index].now for name in own for index in self.binding.get(name, [])]
            waiting = {base for effects in above for base in effects.extends} - found
        return found

    def _may_keep_a_list(self, decorator: str) -> bool:
        """True for a decorator that is an object, or changes what it is given."""
        if self._changes_arguments(decorator):
            return True
        bound = [self._statements[index] for index in self.binding.get(decorator, [])]
        return decorator not in self._imports and not all(
            isinstance(statement, DEFINITIONS) for statement in bound
        )

    def _changed_by_calling(self, function: str) -> set[str]:
        found: set[str] = set()
        for body in self._reached(function):
            found |= body.binds | body.changes | (body.asks - self._imports)
        return found

    def _bound_by_calling(self, function: str) -> set[str]:
        return {name for body in self._bodies.get(function, []) for name in body.binds}

    def _changes_arguments(self, function: str) -> bool:
        return any(body.arguments for body in self._bodies.get(function, []))

    def _reached(self, function: str) -> list[Effects]:
        """The bodies that run when `function` is called, so far as calls are by name."""
        seen, waiting = {function}, [function]
        found: list[Effects] = []
        while waiting and len(found) < _MOST_BODIES:
            for body in self._bodies.get(waiting.pop(), []):
                found.append(body)
                called = {call.func.id for call in body.calls if isinstance(call.func, ast.Name)}
                waiting += called - seen
                seen |= called
        return found

    def _function_bodies(self) -> dict[str, list[Effects]]:
        bodies: dict[str, list[Effects]] = defaultdict(list)
        for found in self._names:
            if _does_something(found.later):
                for name in found.now.binds:
                    bodies[name].append(found.later)
        return bodies

    def _only_imported(self) -> set[str]:
        """Names of modules: a call into one is no change of it."""
        others: set[str] = set()
        for statement, found in zip(self._statements, self._names, strict=True):
            if not isinstance(statement, _IMPORTING) and not self._is_alias(statement):
                others |= found.now.binds
        return self._origins.keys() - others

    def _is_alias(self, statement: ast.stmt) -> bool:
        """True for `layers = keras.layers`."""
        if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Attribute):
            return False
        return global_state.dotted(statement.value, self._origins) is not None

    def _always(self, index: int) -> bool:
        statement, effects = self._statements[index], self._names[index].now
        if isinstance(statement, ast.ImportFrom):
            return statement.module == "__future__" or statement.names[0].name == "*"
        if global_state.sets_environment(statement, self._origins):
            return True
        return any(self._sets_state(call) for call in effects.calls)

    def _sets_state(self, call: ast.Call) -> bool:
        if global_state.sets_global_state(call, self._origins):
            return True
        seeds = isinstance(call.func, ast.Name) and self.binding.get(call.func.id, [])
        return bool(seeds) and all(
            global_state.is_seed_function(self._statements[index], self._origins)
            for index in seeds or []
        )

    def _is_dynamic(self, index: int) -> bool:
        reads = self._names[index].reads
        imported = {self._origins.get(name, "").partition(".")[0] for name in reads}
        if reads & _DYNAMIC or "importlib" in imported:
            return True
        return any(
            global_state.dotted(node, self._origins) == "sys.modules"
            for node in ast.walk(self._statements[index])
            if isinstance(node, ast.Attribute | ast.Name)
        )

    def _named_in_text(self, index: int) -> set[str]:
        """Tasks that a statement such as `globals()["halving"] = f` may define."""
        statement = self._statements[index]
        if isinstance(statement, DEFINITIONS) or not self._is_dynamic(index):
            return set()
        texts = [
            node.value
            for node in ast.walk(statement)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        return {task for task in self._tasks if any(task in text for text in texts)}


def _does_something(effects: Effects) -> bool:
    return bool(
        effects.binds or effects.changes or effects.asks or effects.calls or effects.arguments
    )
