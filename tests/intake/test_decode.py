import codecs

import pytest

from graders.intake.decode import decode, without_declaration
from graders.intake.unusable import Unusable

TEXT = "rate = 'größer'\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
)
def test_text_is_the_same_whichever_editor_saved_it(data):
    assert decode(data) == TEXT


def test_a_declared_encoding_is_honoured():
    data = b"# -*- coding: latin-1 -*-\nname = 'gr\xf6\xdfer'\n"
    assert "größer" in decode(data)


def test_the_declaration_goes_because_what_is_written_later_is_utf_8():
    text = "#!/bin/python\n# coding: latin-1\nx = 1"
    assert without_declaration(text) == "#!/bin/python\n#\nx = 1"


def test_the_declaration_is_kept_where_it_declares_nothing():
    text = "x = 1\ny = 2\n# coding: latin-1"
    assert without_declaration(text) == text


def test_tabs_stay():
    assert decode(b"if x:\n\ty = 1\n") == "if x:\n\ty = 1\n"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_bytes_that_are_not_utf_8_are_refused_with_their_line(end):
    with pytest.raises(Unusable, match=r"Line 3 .* save the file as UTF-8"):
        decode(end.join([b"x = 1", b"y = 2", b"z = 'gr\xf6\xdfer'"]))


@pytest.mark.parametrize("declared", [b"klingon", b"rot13", b"hex"])
def test_an_encoding_that_decodes_no_text_is_refused(declared):
    with pytest.raises(Unusable, match="UTF-8"):
        decode(b"# coding: " + declared + b"\nx = 1\n")


def test_nul_bytes_are_refused_with_their_line():
    with pytest.raises(Unusable, match="Line 2 holds a NUL byte"):
        decode(b"x = 1\ny = '\0'\n")


def test_utf_16_without_its_mark_is_refused():
    with pytest.raises(Unusable, match="UTF-8"):
        decode("x = 1".encode("utf-16-le"))
