import gzip
import io
import time
from itertools import islice

import pytest

from pipeline.article import Article
from pipeline.errors import InputError
from pipeline.formats.inputs import read_articles
from pipeline.formats.jsonl import write_article


def read(*sources, stdin=b""):
    return list(read_articles([str(source) for source in sources], io.BytesIO(stdin)))


def test_a_text_is_one_article_kept_to_the_character(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfSzin\r\nWon\0Sik\r\n")
    assert read(path) == [Article(id=str(path), text="Szin\r\nWon\0Sik\r\n")]


def test_an_empty_file_is_an_empty_article(tmp_path):
    path = tmp_path / "a.txt"
    path.touch()
    assert read(path) == [Article(id=str(path), text="")]
    assert read("-") == [Article(id="stdin", text="")]


def test_a_guessed_encoding_is_said_in_an_outcome():
    text = "Министр иностранных дел заявил, что переговоры с Анкарой продолжатся в марте."
    (article,) = read("-", stdin=text.encode("koi8-r"))
    assert article.text == text
    assert [(o.stage, o.status) for o in article.outcomes] == [("read", "ok")]
    assert "koi8-r" in article.outcomes[0].message


def test_json_lines_go_on_after_a_bad_line_and_name_its_place(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'\n{"id": 1, "text": "a"}\r\n\n{"id": 2}\n{"text": "\xff"}\n{"text": "b"}')
    first, second, third, last = read(path)
    assert (first.id, first.text, last.id, last.text) == ("1", "a", f"{path}, line 6", "b")
    assert [error.where for error in (second, third)] == [f"{path}, line 4", f"{path}, line 5"]
    assert 'no "text"' in second.message and "not UTF-8" in third.message


def test_an_empty_jsonl_holds_no_article(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b"\n\n")
    assert read(tmp_path / "a.jsonl") == []


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b'\n {"text": "a"}\n{"text": "b"}\n', ["a", "b"]),
        (b'\xef\xbb\xbf{"text": "a"}', ["a"]),
        (b'{\n  "id": "1",\n  "text": "a"\n}\n', ["a"]),
        (b"{braces} open this article\nand so on", ["{braces} open this article\nand so on"]),
        (b"\n\n <!DOCTYPE html><html><body><p>a b</p></body></html>", ["a b"]),
        (b"Plain <html> text", ["Plain <html> text"]),
        ("ąć".encode("utf-16"), ["ąć"]),
    ],
    ids=["jsonl", "jsonl with mark", "one record on several lines", "braces", "html", "text", "utf-16"],
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_what_says_nothing_by_its_name_is_told_by_its_start(tmp_path, data, texts, packed):
    data = gzip.compress(data) if packed else data
    (tmp_path / "article").write_bytes(data)
    assert [a.text for a in read("-", stdin=data)] == texts
    assert [a.text for a in read(tmp_path / "article")] == texts


def test_a_suffix_is_believed(tmp_path):
    (tmp_path / "a.txt").write_bytes(b'{"text": "a"}')
    (tmp_path / "b.htm.gz").write_bytes(gzip.compress(b"<p>no doctype</p>"))
    assert [a.text for a in read(tmp_path)] == ['{"text": "a"}', "no doctype"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"PK\x03\x04\x14\0", "zip"),
        (b"{\\rtf1\\ansi Szin}", "RTF"),
    ],
)
def test_a_document_of_another_program_is_told_as_such(tmp_path, data, what):
    (tmp_path / "article.txt").write_bytes(data)
    (tmp_path / "b.txt").write_text("Szin")
    error, article = read(tmp_path)
    assert what in error.message and "plain text" in error.hint
    assert article.text == "Szin"


def test_json_lines_without_text_are_an_error_not_an_article():
    (error,) = read("-", stdin=b'{"id": "1", "body": "a"}\n')
    assert isinstance(error, InputError) and error.where == "stdin, line 1"


def test_a_page_brings_what_it_says_of_itself(tmp_path):
    page = tmp_path / "page.html"
    page.write_text('<html lang="pl"><head><title>Szin</title></head><body><p>Szin Won Sik</p></body></html>')
    (article,) = read(page)
    assert article.id == str(page)
    assert article.text.splitlines()[-1] == "Szin Won Sik"
    assert (article.lang, article.extra) == (None, {"title": "Szin", "html_lang": "pl"})


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path):
    for name in (
        "b.txt",
        "a/z.HTML",
        "a/c.ndjson",
        "c.txt.gz",
        ".hidden.txt",
        ".git/x.txt",
        "notes.md",
        "x.png",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(b"c") if name.endswith("gz") else b'{"text": "j"}')
    ids = [article.id.removeprefix(f"{tmp_path}/") for article in read(tmp_path)]
    assert ids == ["a/c.ndjson, line 1", "a/z.HTML", "b.txt", "c.txt.gz"]


def test_a_folder_without_articles_is_said(tmp_path):
    (error,) = read(tmp_path)
    assert "no articles in this folder" in str(error) and "*.txt" in error.hint


def test_trouble_with_one_source_leaves_the_others(tmp_path):
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "cut.txt.gz").write_bytes(gzip.compress(b"some text, to be cut short")[:-12])
    (tmp_path / "bad.gz").write_bytes(b"\x1f\x8bnot gzip")
    missing, cut, bad, nul, article = read(
        tmp_path / "none.txt", tmp_path / "cut.txt.gz", tmp_path / "bad.gz", "a\0b", tmp_path / "a.txt"
    )
    assert "cannot be read: No such file or directory" in str(missing)
    assert missing.where == str(tmp_path / "none.txt")
    assert "damaged gzip file" in str(cut) and "damaged gzip file" in str(bad)
    assert isinstance(nul, InputError)
    assert article.text == "a"


def test_a_cut_archive_gives_the_lines_before_the_cut(tmp_path):
    lines = b"".join(b'{"text": "%d"}\n' % (n * 7919) for n in range(50_000))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines)[:-5000])
    *articles, error = read(tmp_path / "a.jsonl.gz")
    assert len(articles) > 10_000 and all(isinstance(a, Article) for a in articles)
    assert isinstance(error, InputError)


def test_json_lines_are_not_read_ahead():
    class Endless(io.RawIOBase):
        def readable(self):
            return True

        def readinto(self, room):
            line = b'{"text": "a"}\n'
            room[: len(line)] = line
            return len(line)

    assert [a.text for a in islice(read_articles(["-"], Endless()), 3)] == ["a", "a", "a"]


def test_the_stream_given_is_left_open():
    stream = io.BytesIO(b"a")
    list(read_articles(["-"], stream))
    assert not stream.closed


def test_ten_megabytes_on_one_line(tmp_path):
    text = "Szin Won Sik i Йон. " * 450_000
    (tmp_path / "a.txt").write_text(text)
    (tmp_path / "b").write_text(write_article(Article(id="b", text=text)))
    start = time.process_time()
    first, second = read(tmp_path / "a.txt", tmp_path / "b")
    assert first.text == second.text == text
    assert time.process_time() - start < 3
