"""Inputs that are nearly right: scripts, notebooks, zips, recordings and a child's results."""

import base64
import copy
import hashlib
import io
import json
import stat
import zipfile

from hypothesis import strategies as st

from graders.recording import Case, Outcome, Raised, Record, Recording

FRAGMENTS = (
    "def halving(rate):\n    return rate / 2\n",
    "class Warmup:\n    def __call__(self, step):\n        return 0.1\n",
    "halving = lambda rate: rate / 2\n", "globals()['halving'] = f\n", "from x import *\n",
    "import keras\n", "keras.utils.set_random_seed(1)\n", "import os; os.environ['A'] = 'b'\n",
    "@decorated\ndef f(x): return halving(x)\n", "def f():\n    global Warmup\n    Warmup = 1\n",
    "if __name__ == '__main__':\n    halving(1)\n", "for x in y:\n    halving = x\n",
    "try:\n    import a\nexcept E:\n    a = None\n", "with a as halving: pass\n",
    "match x:\n    case {'halving': halving}: pass\n", "del halving\n", "x: int\n", "x += 1\n",
    'QUIZ = {"S3": "small"}\n', 'QUIZ["S3"] = A + f"{B}"\n', "QUIZ |= QUIZ\n",
    "QUIZ.update(dict(S3='x'), **QUIZ)\n", "QUIZ = {**QUIZ, 'Q10': ' '.join(['a', A])}\n",
    'EXPLANATIONS = {"why": """Because\n\ud83d\ude00."""}\n', "A = 'a'\n", "B = A\n", "A = B\n",
)  # fmt: skip
"""Statements that are whole; what follows are pieces that mostly are none."""

PIECES = (
    "%matplotlib inline\n", "!pip install x\n", "%%time\n", "%%bash\nls\n", "halving?\n",
    "files = !ls\n", "%time halving(1)\n", "await f()\n", "return 1\n", "yield\n", "x = (\n", ")",
    "    ", "\t", "\\\n", ";", ":", "'''", '"', "#", "# coding: latin-1\n", "# coding: utf-7\n",
    "# coding: unicode_escape\n", "# lrgrade: schedules 1\n", "# lrgrade: fine_tuning x\n",
    "from __future__ import annotations\n", "from __future__ import braces\n", "\r", "\x0c", "\0",
    "é", "ﬀ", "\u2028", "\ufeff", "1_0", "0x", "1e999", "...", "*a, b = c\n", "print(*a, **b)\n",
    "class A(B, metaclass=C): __slots__ = ()\n", "async def g():\n    async for x in y: pass\n",
    "[x for x in y if (z := x)]\n", "(lambda halving: halving)(1)\n", "nonlocal halving\n",
    "import sys; sys.modules[__name__].halving = 1\n", "exec('halving = 1')\n", "- - -1\n",
)  # fmt: skip


@st.composite
def mostly(draw, usual, odd):
    """What `usual` draws, and now and then what `odd` does."""
    return draw(odd if draw(st.integers(0, 15)) == 7 else usual)


statements = st.lists(st.sampled_from(FRAGMENTS), max_size=8).map("".join)
words = st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from(PIECES), st.text(max_size=5))
sources = st.one_of(statements, st.lists(words, max_size=8).map("".join))

odd = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(), st.text(max_size=8),
    st.sampled_from([[], {}, [[]], {"": None}, [{}], "a" * 90, 10**30, -1, "1", [None] * 5]),
)  # fmt: skip
odder = st.recursive(
    odd,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
deep = st.sampled_from([63, 64, 65, 200, 900, 1100, 5000]).map(lambda n: "[" * n + "]" * n)
deep_values = st.sampled_from([62, 63, 64, 65, 200]).map(lambda n: json.loads("[" * n + "]" * n))


@st.composite
def damaged(draw, whole):
    """The bytes that `whole` draws, with nothing, or a few places, cut, doubled or changed."""
    data = bytearray(draw(whole))
    for _ in range(draw(st.sampled_from([0, 0, 0, 0, 0, 0, 1, 1, 2, 5]))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 1, 1, 2, 8, 100])))
        data[start:end] = draw(
            st.one_of(st.binary(max_size=4), st.just(bytes(data[start:end]) * 2))
        )
    return bytes(data)


scripts = damaged(
    mostly(sources.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary())
)

GOOD = {"cell_type": "code", "source": FRAGMENTS[0]}
lines = sources.map(lambda text: text.splitlines(keepends=True))
cells = st.fixed_dictionaries(
    {
        "cell_type": mostly(st.sampled_from(["code", "code", "code", "markdown"]), odd),
        "source": mostly(sources | lines, odder),
    },
    optional={
        "input": mostly(sources, odder),
        "metadata": odder,
        "outputs": odder,
        "language": odd,
    },
)
sheets = st.lists(st.fixed_dictionaries({"cells": st.lists(cells, max_size=2)}), max_size=2)
metadata = st.fixed_dictionaries(
    {}, optional={"kernelspec": odder, "language_info": odder, "lrgrade": odder}
)
notebooks = mostly(
    st.fixed_dictionaries(
        {
            "nbformat": mostly(st.sampled_from([4, 3, 4, 4, 4, 4, 4, 4, 4]), odd),
            "cells": mostly(st.lists(cells, max_size=4).map(lambda some: [GOOD, *some]), odder),
            "metadata": mostly(metadata, odder),
        },
        optional={"nbformat_minor": odd, "worksheets": mostly(sheets, odder)},
    ).map(lambda data: json.dumps(data).encode()),
    deep.map(lambda nested: f'{{"nbformat": 4, "cells": {nested}}}'.encode()),
)

member_names = st.one_of(
    st.sampled_from(
        ["schedules.py", "Schedules.py", "ben/schedules.py", "eva/x/schedules (1).py", "ana/schedules.py", "ana/schedules/x.py", "x.ipynb", ".",
         "../schedules.py", "/schedules.py", "a\\schedules.py", "C:/x.py", "x.zip", "schedules/",
         "__MACOSX/x.py", "a\nb/schedules.py", "\x1b[2J/x.py", "=1/schedules.py", "./././x.py", ""]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8).map(lambda name: f"{name}.py"),
)  # fmt: skip


@st.composite
def archives(draw):
    """A zip of a few members of odd names, kinds and compression."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in draw(st.lists(member_names, max_size=4, unique=True)):
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.compress_type = draw(st.sampled_from([0, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA]))
            kind = draw(
                st.sampled_from(
                    [0, 0, 0, stat.S_IFREG, stat.S_IFREG, stat.S_IFREG, stat.S_IFLNK, stat.S_IFIFO]
                )
            )
            info.external_attr = kind << 16
            archive.writestr(info, draw(st.sampled_from([*FRAGMENTS[:8], "("])).encode())
        archive.comment = draw(st.binary(max_size=5))
    return made.getvalue()


arrays = st.sampled_from(
    [
        {"__array__": ["<f4", [2], base64.b64encode(b"\0" * 8).decode()]},
        {"__array__": ["<f4", [2**62, 4], ""]},
        {"__array__": ["O", [1], "AAAA"]},
        {"__array__": ["<f4", [-1], ""]},
        {"__array__": "x"},
    ]
)
values = mostly(odder | arrays | st.lists(arrays, max_size=2), deep_values)
RECORDING = Recording(
    "sample", "ab", "3", 7, {"python": "3.11", "sandbox": {"network": "on"}},
    (
        Record(Case("double", {"x": 1.5}, "double(1.5)"), Outcome("returned", {"y": [3.0]})),
        Record(Case("name", {}, "name()", False), Outcome("raised", error=Raised("E", "m", 3, "c"))),
        Record(Case("name", {}, "name()"), Outcome("timeout", detail="4 s", seconds=1.5)),
    ),
    1.5, "said", ("note",),
)  # fmt: skip


@st.composite
def recordings(draw):
    """A recording's file with odd values in it, sealed again or not."""
    body = json.loads(json.loads(RECORDING.to_json())["recording"])
    for _ in range(draw(st.integers(0, 2))):
        _put(draw, body, draw(values))
    text = json.dumps(body)
    seal = hashlib.sha256(text.encode()).hexdigest()
    whole = json.dumps({"sha256": seal, "recording": text}).encode()
    return draw(st.sampled_from([whole, whole, whole, text.encode()]))


def _put(draw, place, value):
    """Replace, take away or add something at a random depth of `place`."""
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = draw(st.sampled_from(keys))
        inner = place[key]
        if isinstance(inner, dict | list) and inner and draw(st.integers(0, 3)):
            place = inner
            continue
        if draw(st.integers(0, 4)) == 0:
            del place[key]
        elif isinstance(place, dict) and draw(st.integers(0, 4)) == 0:
            place[draw(st.text(max_size=5))] = copy.deepcopy(value)
        else:
            place[key] = copy.deepcopy(value)
        return


errors = st.fixed_dictionaries(
    {"type": mostly(st.just("E"), odd), "message": mostly(st.text(max_size=3), odd)},
    optional={"line": mostly(st.just(3), odd), "code": mostly(st.just("c"), odd)},
)
outcomes = st.fixed_dictionaries(
    {
        "ending": mostly(st.sampled_from(["returned", "raised", "not_attempted", "memory"]), odd),
        "seconds": mostly(st.just(0.1), odd),
    },
    optional={"result": values, "error": mostly(errors, odd)},
)
results = mostly(
    st.fixed_dictionaries(
        {"outcomes": mostly(st.lists(outcomes, min_size=2, max_size=2), odder)},
        optional={"library_replaced": odd},
    ).map(lambda data: json.dumps(data).encode()),
    deep.map(
        lambda nested: f'{{"outcomes": [{{"ending": "returned", "result": {nested}}}]}}'.encode()
    ),
)
