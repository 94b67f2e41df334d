import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.article import (
    Article,
    Candidate,
    Carried,
    Change,
    Evidence,
    Mention,
    Normalized,
    Outcome,
    Part,
    SentencePair,
    Translation,
)
from pipeline.errors import InputError
from pipeline.formats.jsonl import read_article, read_query, write_answer, write_article

WORDS = st.text(max_size=12)
SCORES = st.floats(0, 1)
MAYBE = st.none() | WORDS
TYPES = st.sampled_from(["PER", "LOC", "ORG", "EVT", "PRO", "MISC"])
COUNTS = st.integers(0, 10_000)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
CANDIDATES = st.lists(st.builds(Candidate, entity=WORDS, name=WORDS, score=SCORES), max_size=2).map(tuple)
EVIDENCE = st.lists(st.builds(Evidence, rule=WORDS, says=WORDS, score=st.none() | SCORES), max_size=2).map(
    tuple
)


@st.composite
def mentions(draw, text):
    found = []
    for _ in range(draw(st.integers(0, 2))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        found.append(
            Mention(
                start=start,
                end=end,
                text=text[start:end],
                type=draw(TYPES),
                status=draw(st.sampled_from(["linked", "ambiguous", "unknown"])),
                entity=draw(MAYBE),
                name=draw(MAYBE),
                score=draw(SCORES),
                role=draw(st.sampled_from(["name", "short", "acronym", "demonym"])),
                rendering=draw(MAYBE),
                candidates=draw(CANDIDATES),
                evidence=draw(EVIDENCE),
            )
        )
    return tuple(found)


@st.composite
def articles(draw):
    text, new = draw(st.text(max_size=60)), draw(st.text(max_size=60))
    several = lambda builder: draw(st.lists(builder, max_size=2).map(tuple))  # noqa: E731
    translation = st.builds(
        Translation,
        lang=WORDS,
        text=WORDS,
        engine=WORDS,
        sentences=st.lists(st.builds(SentencePair, COUNTS, COUNTS, COUNTS, COUNTS), max_size=2).map(tuple),
        names=st.lists(
            st.builds(Carried, COUNTS, COUNTS, WORDS, st.sampled_from(["verbatim", "restored", "missed"])),
            max_size=2,
        ).map(tuple),
    )
    outcomes = several(
        st.builds(
            Outcome,
            stage=WORDS,
            status=st.sampled_from(["ok", "skipped", "failed"]),
            message=WORDS,
            seconds=SCORES,
        )
    )
    normalized = Normalized(
        text=new,
        lang=draw(WORDS),
        of=draw(st.sampled_from(["source", "translation"])),
        changes=several(st.builds(Change, COUNTS, COUNTS, WORDS, WORDS, WORDS, WORDS)),
        mentions=draw(mentions(new)),
    )
    return Article(
        id=draw(st.text(min_size=1, max_size=8)),
        text=text,
        lang=draw(st.sampled_from([None, "ko", "zh-Hant", *(["und"] if outcomes else [])])),
        parts=several(st.builds(Part, COUNTS, COUNTS, WORDS, SCORES)),
        mentions=draw(mentions(text)),
        translation=draw(st.none() | translation),
        normalized=draw(st.none() | st.just(normalized)),
        gazetteer=draw(MAYBE),
        outcomes=outcomes,
        extra=draw(
            st.dictionaries(WORDS.filter(lambda k: k not in Article.__struct_fields__), JSON, max_size=3)
        ),
    )


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(articles())
def test_nothing_is_lost_on_the_way_round(article):
    line = write_article(article)
    assert "\n" not in line
    assert read_article(line, "here") == article
    assert read_article(line.encode(), "here") == article
    assert write_article(read_article(line, "here")) == line


def test_the_fields_of_a_run_in_are_read():
    article = read_article(
        '{"id": "a/1", "text": "신원식", "lang": "ko", "translation":'
        ' {"lang": "en", "text": "Shin Won Sik", "engine": "argos"}, "source": {"page": 3}, "extra": 1}',
        "here",
    )
    assert (article.id, article.text, article.lang) == ("a/1", "신원식", "ko")
    assert article.translation == Translation(lang="en", text="Shin Won Sik", engine="argos")
    assert article.extra == {"source": {"page": 3}, "extra": 1}
    assert json.loads(write_article(article))["source"] == {"page": 3}


def test_a_run_out_has_the_promised_fields_and_no_empty_ones():
    mention = Mention(start=0, end=4, text="Szin", type="PER", status="unknown")
    article = Article(
        id="1",
        text="Szin",
        lang="pl",
        mentions=(mention,),
        normalized=Normalized(text="Szin", lang="pl"),
        gazetteer="v1",
    )
    assert json.loads(write_article(article)) == {
        "id": "1",
        "text": "Szin",
        "lang": "pl",
        "mentions": [
            {"start": 0, "end": 4, "text": "Szin", "type": "PER", "status": "unknown"}
            | {"entity": None, "name": None, "score": 0.0}
        ],
        "normalized": {"text": "Szin", "lang": "pl", "of": "source", "changes": [], "mentions": []},
        "gazetteer": "v1",
    }
    assert json.loads(write_article(Article(id="1", text=""))) == {"id": "1", "text": ""}
    assert json.loads(write_article(Article(id="1", text="", gazetteer="v1")))["mentions"] == []


def test_a_field_exonym_knows_is_never_overwritten_from_extra():
    article = Article(id="1", text="a", extra={"text": "b", "mentions": 3})
    assert json.loads(write_article(article)) == {"id": "1", "text": "a"}


def test_the_capitals_of_a_language_mean_nothing():
    for lang, spelt in (("PL", "pl"), ("pt_br", "pt-BR"), ("zh-hant", "zh-Hant")):
        line = json.dumps({"text": "a", "lang": lang})
        assert read_article(line, "here").lang == read_query(line, "here").lang == spelt


@pytest.mark.parametrize("lang", ['"und"', '""', "null"])
def test_a_language_not_told_is_none(lang):
    assert read_article(f'{{"text": "a", "lang": {lang}}}', "here").lang is None
    assert read_query(f'{{"text": "a", "lang": {lang}}}', "here").lang is None


def test_und_stands_where_detection_has_spoken():
    article = Article(id="1", text="?", lang="und", outcomes=(Outcome(stage="detect", status="ok"),))
    assert read_article(write_article(article), "here").lang == "und"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ('"id": 7, ', "7"),
        ('"id": "7", ', "7"),
        ("", "f, line 2"),
        ('"id": null, ', "f, line 2"),
        ('"id": "", ', "f, line 2"),
    ],
)
def test_ids_are_text_and_never_missing(field, expected):
    line = "{" + field + '"text": ""}'
    assert read_article(line, "f, line 2").id == expected
    assert read_query(line, "f, line 2").id == expected


def test_a_byte_order_mark_is_no_part_of_the_line():
    assert read_article(b'\xef\xbb\xbf{"text": "a"}\r\n', "here").text == "a"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"text": ', "not JSON"),
        ("text", "not JSON"),
        ('{"text": NaN}', "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"text": "\\ud800"}', "not JSON"),
        (b'{"text": "\xff"}', "not UTF-8"),
        ('["text"]', "a JSON object is expected, not list"),
        ('{"id": "1"}', 'there is no "text"'),
        ('{"text": null}', 'there is no "text"'),
        ('{"text": 5}', "Expected `str`, got `int` - at `$.text`"),
        ('{"text": "a", "id": 1.5}', "Expected `str`, got `float` - at `$.id`"),
        ('{"text": "a", "id": true}', "Expected `str`, got `bool` - at `$.id`"),
        ('{"text": "a", "lang": 5}', "$.lang"),
    ],
)
def test_a_bad_line_is_named_with_what_is_expected(line, says):
    for read in (read_article, read_query):
        with pytest.raises(InputError) as caught:
            read(line, "news.jsonl, line 3")
        assert says in str(caught.value)
        assert str(caught.value).startswith("news.jsonl, line 3: ")
        assert '{"id": "1"' in caught.value.hint


def test_offsets_that_count_something_else_are_caught():
    mention = {"start": 3, "end": 7, "text": "Szin", "type": "PER", "status": "linked"}
    with pytest.raises(InputError, match=r"mentions\[0\] says 'Szin', which is not at 3..7.*code points"):
        read_article(json.dumps({"text": "😀 Szin", "mentions": [mention]}), "here")
    with pytest.raises(InputError, match=r"normalized.mentions\[0\]"):
        read_article(
            json.dumps({"text": "", "normalized": {"text": "x", "lang": "en", "mentions": [mention]}}), "here"
        )


def test_a_text_no_utf8_can_hold_is_refused():
    with pytest.raises(InputError, match=r"a\.txt: cannot be written as UTF-8"):
        write_article(Article(id="a.txt", text="\ud800"))


def test_queries():
    query = read_query(
        '{"id": 3, "text": "Szin", "lang": "pl", "type": "PER", "country": "KR", "n": 1}', "here"
    )
    assert (query.id, query.text, query.lang, query.type, query.country) == ("3", "Szin", "pl", "PER", "KR")
    assert query.extra == {"n": 1}
    with pytest.raises(InputError, match="Invalid enum value"):
        read_query('{"text": "Szin", "type": "PERSON"}', "here")


def test_answers_come_best_first():
    line = write_answer(
        "3",
        status="linked",
        entity="per.b",
        name="B",
        score=0.9,
        candidates=[Candidate("per.a", "A", 0.4), Candidate("per.b", "B", 0.9)],
        evidence=[Evidence("exact", "The gazetteer has this spelling")],
    )
    answer = json.loads(line)
    assert list(answer)[:4] == ["id", "status", "entity", "name"]
    assert answer["candidates"][0] == {"entity": "per.b", "name": "B", "score": 0.9}
    assert answer["evidence"][0]["says"] == "The gazetteer has this spelling"
    assert json.loads(write_answer("4", status="unknown")) == {
        "id": "4",
        "status": "unknown",
        "entity": None,
        "name": None,
        "score": 0.0,
        "candidates": [],
        "evidence": [],
    }
