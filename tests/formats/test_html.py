import time

import pytest

from pipeline.formats.html import article_text, looks_like_html

PAGE = """<!DOCTYPE html>
<html lang="uk"><head><meta charset="{charset}"><title>Сін у Сеулі - Газета</title>
<meta property="article:published_time" content="2024-05-06T10:00:00+03:00"></head>
<body><nav><a href="/">Головна</a> <a href="/svit">Світ</a> <a href="/sport">Спорт</a></nav>
<article><h1>Сін Вон Сік у Сеулі</h1>
<p>Міністр оборони <b>Сін Вон Сік</b> заявив, що навчання триватимуть до кінця місяця.</p>
<p>За його словами, вони обговорили &#171;нові загрози&#187; та домовилися про зустріч.</p>
<p>Речник: про подробиці повідомлять згодом, коли завершаться переговори.</p>
</article><script>var menu = "Реклама";</script><footer>© Газета. Усі права.</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-u"])
def test_main_text_and_what_the_page_says_of_itself(charset):
    page = article_text(PAGE.format(charset=charset).encode(charset))
    lines = page.text.splitlines()
    assert lines[0] == "Сін Вон Сік у Сеулі"
    assert lines[1].startswith("Міністр оборони Сін Вон Сік заявив")
    assert "«нові загрози»" in page.text
    assert not any(word in page.text for word in ("Головна", "Реклама", "права"))
    assert (page.title, page.lang, page.date) == ("Сін Вон Сік у Сеулі", "uk", "2024-05-06")
    assert page.assumed is None


def test_a_declared_charset_is_honoured_where_a_guess_would_fail():
    page = (
        b'<html><head><meta http-equiv=Content-Type content="text/html; charset=koi8-r"></head><body>\xc4\xc1'
    )
    assert article_text(page).text == "да"


def test_an_undeclared_encoding_is_a_guess_and_said():
    page = article_text(PAGE.replace('<meta charset="{charset}">', "").encode("cp1251"))
    assert "навчання триватимуть" in page.text
    assert page.assumed == "Not UTF-8: read as cp1251, which is a guess"


def test_text_comes_as_str_too():
    assert article_text(PAGE.format(charset="utf-8")).title == "Сін Вон Сік у Сеулі"


def test_a_page_without_an_article_gives_its_text_with_words_whole():
    page = article_text(
        '<html lang="pt_BR"><body>Olá, <b>mun</b>do &amp; paz<ul><li>um<li>dois</ul></body></html>'
    )
    assert page.text == "Olá, mundo & paz\num\ndois"
    assert page.lang == "pt-BR"


def test_a_page_too_large_for_extraction_is_read_whole():
    page = article_text("<html><body>" + "<p>Слово і діло.</p>" * 200_000 + "</body></html>")
    assert page.text.count("Слово і діло.") == 200_000
    assert page.assumed == "No article found in the page: all its text was taken"


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html>",
        "\0",
        "<a" * 200_000,
        "<div>" * 100_000,
        "<!--" * 100_000,
        "<![x[" * 1000,
        "<html>\ud800x",
    ],
    ids=["empty", "bare", "nul", "open tags", "deep", "comments", "marked sections", "surrogate"],
)
def test_hostile_markup_neither_raises_nor_hangs(page):
    start = time.process_time()
    assert isinstance(article_text(page).text, str)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("start", ["<!doctype html>", "\n<HTML lang=de>", '<?xml version="1.0"?>\n<html>'])
def test_pages_are_told_by_their_start(start):
    assert looks_like_html(start)


@pytest.mark.parametrize("start", ["", "The <html> tag", "<p>", "<htmlx>", '{"text": "<html>"}'])
def test_other_text_is_not_a_page(start):
    assert not looks_like_html(start)
