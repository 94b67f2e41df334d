import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from pipeline.article import Article
from pipeline.formats.terminal import show


def shown(article, width=100, **options):
    out = io.StringIO()
    options = {"force_terminal": True, "color_system": "truecolor", "_environ": {}} | options
    show(article, Console(file=out, width=width, **options))
    return out.getvalue()


def test_names_have_the_colour_of_their_type_and_the_look_of_their_verdict(polish):
    out = shown(polish)
    assert "\x1b[1;38;2;47;128;237mShin Won-sik\x1b[0m, the defence minister" in out
    assert "\x1b[1;38;2;46;139;87mSeoul\x1b[0m" in out
    assert "\x1b[4;38;2;47;128;237mKim\x1b[0m" in out
    assert "\x1b[3;38;2;47;128;237mJan Nowak\x1b[0m" in out


def test_sixteen_colours_keep_the_types_apart(polish):
    out = shown(polish, color_system="standard")
    assert "\x1b[1;36mShin Won-sik" in out and "\x1b[1;32mSeoul" in out and "\x1b[1;35mNATO" in out


def test_the_table_counts_every_spelling(polish, arabic):
    lines = [line.split() for line in shown(polish, color_system=None).splitlines()]
    assert ["Shin", "Won-sik", "person", "linked", "Szin", "Won", "Sik", "×2,", "Szin"] in lines
    assert "translated Shen Won Sick, Shen" in shown(arabic, color_system=None)


def test_no_color_is_obeyed(polish):
    out = shown(polish, _environ={"NO_COLOR": "1"})
    assert "38;2" not in out and "Shin Won-sik" in out


@pytest.mark.parametrize("width", [40, 60, 100])
def test_no_line_is_wider_than_the_console(polish, arabic, korean, width):
    for article in (polish, arabic, korean):
        for line in shown(article, width, color_system=None, force_terminal=False).splitlines():
            assert cell_len(line.rstrip()) <= width


def test_columns_stand_under_each_other_whatever_the_script(korean):
    lines = shown(korean, color_system=None, force_terminal=False).splitlines()
    rows = [line for line in lines if " linked " in line]
    assert len(rows) == 4
    assert len({cell_len(line[: line.index("linked")]) for line in rows}) == 1


def test_markup_and_escapes_in_an_article_are_only_text(korean):
    article = Article(id="[red]id[/]", text="[bold]x[/bold] \x1b[2J \x07")
    out = shown(article, color_system=None)
    assert "[bold]x[/bold] ␛[2J ␇" in out and "[red]id[/]" in out
    assert "\x1b[2J" not in out


def test_what_went_wrong_is_said(korean):
    assert "translate: no package translates Korean to English" in shown(korean, color_system=None)
