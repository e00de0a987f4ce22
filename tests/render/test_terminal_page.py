from graders.render.terminal_page import Page


def test_text_hangs_under_its_lead():
    page = Page(40, color=False, ascii_only=False)
    page.line("word " * 12, indent=2, lead="> ")
    first, *rest = page.text().splitlines()
    assert first.startswith("  > word")
    assert all(line.startswith("    word") for line in rest)


def test_a_page_is_never_narrower_than_forty():
    assert Page(0, color=False, ascii_only=False).width == 40


def test_markup_is_printed_as_it_is():
    page = Page(80, color=True, ascii_only=False)
    page.line("[bold]x[/bold] [/nothing] :bomb:")
    assert page.text() == "[bold]x[/bold] [/nothing] :bomb:\n"


def test_the_environment_changes_nothing(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    page = Page(40, color=False, ascii_only=False)
    page.line("x " * 40, style="red")
    assert "\x1b" not in page.text()
    assert max(map(len, page.text().splitlines())) <= 40


def test_color_is_used_when_asked_whatever_the_environment_says(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    page = Page(40, color=True, ascii_only=False)
    page.line("x", style="red")
    assert "\x1b[31m" in page.text()
