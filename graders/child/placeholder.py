"""A stand-in for a name whose statement failed: the failure is raised at the name's first use.

So one import that does not exist, or one line that raises, costs only the tasks that need it.
"""

from typing import Any, NoReturn


class Placeholder:
    """Raises `error` again whenever anything is done with it."""

    def __init__(self, error: BaseException) -> None:
        object.__setattr__(self, "_error", error)

    def _fail(self, *_: Any, **__: Any) -> NoReturn:
        raise object.__getattribute__(self, "_error")

    def __getattribute__(self, name: str) -> Any:
        # AutoGraph reads `__module__` of every global name, whether it is used or not.
        if name in ("__class__", "__module__", "__mro_entries__", "_fail"):
            return object.__getattribute__(self, name)
        return object.__getattribute__(self, "_fail")()

    __setattr__ = __delattr__ = __mro_entries__ = _fail
    __call__ = __iter__ = __next__ = __len__ = __bool__ = __contains__ = _fail
    __getitem__ = __setitem__ = __delitem__ = __enter__ = __exit__ = _fail
    __int__ = __float__ = __index__ = __str__ = __repr__ = __round__ = __abs__ = _fail
    __eq__ = __ne__ = __hash__ = __matmul__ = __and__ = __or__ = _fail
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _fail
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _fail
    __pow__ = __rpow__ = __neg__ = __lt__ = __le__ = __gt__ = __ge__ = _fail
