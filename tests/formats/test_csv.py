import csv
import io

import pytest

from pipeline.article import Article, Mention
from pipeline.formats.csv import write_rows


def table(*articles, **options):
    out = io.StringIO(newline="")
    write_rows(articles, out, **options)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_one_row_a_mention(polish):
    rows = table(polish)
    assert len(rows) == len(polish.mentions)
    assert rows[0] == {
        "article": polish.id,
        "lang": "en",
        "in": "source",
        "start": "0",
        "end": "12",
        "surface": "Szin Won Sik",
        "type": "PER",
        "status": "linked",
        "name": "Shin Won-sik",
        "entity": "per.shin-won-sik",
        "score": "0.97",
        "rendering": "",
        "reason": "Polish spelling of Shin Won-sik",
    }
    assert rows[3]["reason"] == "Could be Kim Jong-un or Kim Yo-jong"


def test_names_of_the_translation_come_with_the_text_their_offsets_count_in(arabic):
    rows = table(arabic)
    texts = {"source": arabic.text, "translation": arabic.normalized.text}
    assert {row["in"] for row in rows} == set(texts)
    for row in rows:
        assert texts[row["in"]][int(row["start"]) : int(row["end"])] == row["surface"]


def named(text):
    mention = Mention(start=0, end=len(text), text=text, type="PER", status="unknown")
    return Article(id="1", text=text, mentions=(mention,))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_a_cell_is_never_a_formula(text):
    assert table(named(text))[0]["surface"] == "'" + text


@pytest.mark.parametrize("text", ['a "b", c', "a\nb", "신원식", "a=b", "\0"])
def test_other_cells_come_back_as_they_were(text):
    assert table(named(text))[0]["surface"] == text


def test_a_lone_surrogate_does_not_stop_the_table():
    out = io.StringIO(newline="")
    write_rows([named("a\ud800")], out)
    assert out.getvalue().encode()
