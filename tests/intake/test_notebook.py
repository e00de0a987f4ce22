import json
import logging

import pytest

from graders.intake.notebook import is_notebook, read_notebook
from graders.intake.unusable import Unusable

from .samples import code, markdown, notebook


def old(*cells, **more):
    data = {
        "metadata": {"name": ""},
        "nbformat": 3,
        "nbformat_minor": 0,
        "worksheets": [{"cells": list(cells), "metadata": {}}],
    }
    return json.dumps(data | more)


OLD_CODE = {
    "cell_type": "code",
    "collapsed": False,
    "input": ["x = 1\n", "x"],
    "language": "python",
    "metadata": {},
    "outputs": [
        {"metadata": {}, "output_type": "pyout", "prompt_number": 1, "text": ["1"]},
    ],
    "prompt_number": 1,
}
OLD_HEADING = {"cell_type": "heading", "level": 2, "metadata": {}, "source": ["Rates"]}


def test_cells_are_numbered_over_all_types():
    cells = read_notebook(notebook(markdown("# Rates"), code("x = 1\ny = 2"))).cells
    assert [(cell.number, cell.kind) for cell in cells] == [(1, "markdown"), (2, "code")]
    assert cells[1].source == "x = 1\ny = 2"


def test_lines_end_as_everywhere_else():
    assert read_notebook(notebook(code("x = 1\r\ny = 2"))).cells[0].source == "x = 1\ny = 2"


COLAB = {
    "cells": [{"cell_type": "code", "source": ["x = 1"], "metadata": {"id": "a"}, "outputs": []}],
    "metadata": {
        "colab": {"provenance": [], "gpuType": "T4"},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "accelerator": "GPU",
    },
    "nbformat": 4,
    "nbformat_minor": 0,
}
VS_CODE = {
    "cells": [
        {"cell_type": "code", "source": "x = 1", "metadata": {"vscode": {"languageId": "python"}}}
    ],
    "metadata": {"language_info": {"name": "python"}, "orig_nbformat": 4},
    "nbformat": 4,
    "nbformat_minor": 2,
}
KAGGLE = {
    "cells": [{"cell_type": "code", "source": "x = 1", "metadata": {"_uuid": "1"}}],
    "metadata": {"kaggle": {"accelerator": "none"}, "kernelspec": {"language": "python"}},
    "nbformat": 4,
    "nbformat_minor": 4,
}
BARE = {"cells": [{"cell_type": "code", "source": "x = 1"}], "nbformat": 4}


@pytest.mark.parametrize("data", [COLAB, VS_CODE, KAGGLE, BARE])
def test_what_editors_add_or_leave_out_does_not_matter(data):
    assert read_notebook(json.dumps(data)).cells[0].source == "x = 1"


def test_the_old_format_is_upgraded(caplog, recwarn, capfd):
    with caplog.at_level(logging.DEBUG):
        found = read_notebook(old(OLD_HEADING, OLD_CODE))
    assert found.upgraded
    assert [cell.source for cell in found.cells] == ["## Rates", "x = 1\nx"]
    assert not caplog.records
    assert not list(recwarn)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "damage",
    [
        old({key: value for key, value in OLD_CODE.items() if key != "outputs"}),
        old({key: value for key, value in OLD_CODE.items() if key != "cell_type"}),
        old(worksheets=[{"metadata": {}}]),
        old(worksheets=1),
        old("no cell"),
    ],
)
def test_the_old_format_without_what_the_upgrade_needs_is_refused(damage, caplog, capfd):
    with pytest.raises(Unusable, match="open and save it in a current Jupyter"):
        read_notebook(damage)
    assert not caplog.records
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "damaged"),
        ('{"cells": [', "damaged .not JSON, line 1"),
        ("def halving():", "damaged"),
        ("[" * 100_000, "damaged"),
        ("[]", "not a notebook"),
        ("{}", "not a notebook"),
        ('{"nbformat": 2, "worksheets": []}', "format 2, which is too old"),
        ('{"nbformat": "4"}', "too old"),
        ('{"nbformat": 5, "cells": []}', "newer than format 4"),
        ('{"nbformat": 4}', "no list of cells"),
        ('{"nbformat": 4, "cells": [1]}', "damaged .in cell 1"),
        ('{"nbformat": 4, "cells": [{"cell_type": "code", "source": 1}]}', "damaged .in cell 1"),
        ('{"nbformat": 4, "cells": [{"source": "x"}]}', "damaged .in cell 1"),
    ],
)
def test_what_is_no_notebook_is_refused(text, words):
    with pytest.raises(Unusable, match=words) as caught:
        read_notebook(text)
    assert "hand it in again" in str(caught.value)


@pytest.mark.parametrize(
    "metadata", [{"language_info": {"name": "R"}}, {"kernelspec": {"language": "julia"}}]
)
def test_another_language_is_refused_by_its_name(metadata):
    with pytest.raises(Unusable, match=r"is in (R|julia)"):
        read_notebook(notebook(code("x <- 1"), **metadata))


@pytest.mark.parametrize("metadata", [{"kernelspec": 1}, {"language_info": {"name": None}}])
def test_odd_metadata_is_no_reason_to_refuse(metadata):
    assert read_notebook(notebook(code("x = 1"), **metadata)).cells


def test_a_notebook_is_known_whatever_its_name():
    assert is_notebook(notebook(code("x = 1")))
    assert not is_notebook('{"a": 1}')
    assert not is_notebook('{"nbformat": 4')
    assert not is_notebook('"nbformat"')
