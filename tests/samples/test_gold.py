"""The sample articles and their gold are well formed: offsets, coverage, lengths, names."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import RecordError
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.sources.exonym import read

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = ROOT / "samples" / "articles"
WORLD = ROOT / "gazetteers" / "world"
LANGUAGES = {"ar", "de", "en", "es", "fr", "it", "ja", "ko", "pl", "pt", "ru", "tr", "uk", "zh"}
# A word of English is about two characters of Chinese or Japanese.
COUNTED_IN_CHARACTERS = {"ja": (300, 800), "zh": (300, 800)}
WORDS = (150, 400)
# Scripts whose names stand between letters that are not part of them.
WITHOUT_BOUNDARIES = {"ar", "ja", "ko", "zh"}

GOLD: list[dict[str, Any]] = [
    json.loads(line) for line in Path(__file__).with_name("gold.jsonl").read_text("utf-8").splitlines()
]
each_article = pytest.mark.parametrize("gold", GOLD, ids=[gold["file"] for gold in GOLD])


def text_of(gold: dict[str, Any]) -> str:
    return (ARTICLES / gold["file"]).read_bytes().decode("utf-8")


@cache
def world() -> list[Entity]:
    records = [record for path in sorted(WORLD.glob("*.jsonl")) for record in read(path)]
    assert not [record for record in records if isinstance(record, RecordError)]
    return [record for record in records if isinstance(record, Entity)]


def test_every_article_has_gold_and_every_gold_an_article() -> None:
    assert [gold["file"] for gold in GOLD] == sorted(path.name for path in ARTICLES.iterdir())


def test_languages_are_covered() -> None:
    counts = Counter(gold["lang"] for gold in GOLD)
    assert set(counts) == LANGUAGES
    assert counts["pt"] >= 2 and counts["pl"] >= 2


@each_article
def test_article_is_plain_text_of_a_sensible_length(gold: dict[str, Any]) -> None:
    text = text_of(gold)
    headline, *rest = text.split("\n")
    assert headline.strip() and any(rest)
    assert text.endswith("\n") and not re.search(r"[\r\t\ufeff\x00]| $|\n{3}", text, re.MULTILINE)
    if gold["lang"] in COUNTED_IN_CHARACTERS:
        low, high = COUNTED_IN_CHARACTERS[gold["lang"]]
        length = sum(not character.isspace() for character in text)
    else:
        low, high = WORDS
        length = len(text.split())
    assert low <= length <= high


@each_article
def test_mentions_stand_where_the_gold_says(gold: dict[str, Any]) -> None:
    text = text_of(gold)
    end = 0
    for mention in gold["mentions"]:
        assert end <= mention["start"] < mention["end"], f"{mention} overlaps or is out of order"
        end = mention["end"]
        assert text[mention["start"] : end] == mention["text"] == mention["text"].strip()
        assert mention["type"] in {"PER", "LOC", "ORG"}
        assert mention["name"] or mention["type"] == "PER"
    assert len(gold["mentions"]) >= 25


@each_article
def test_no_name_is_marked_in_one_place_and_left_out_in_another(gold: dict[str, Any]) -> None:
    text = text_of(gold)
    rest = list(text)
    for mention in gold["mentions"]:
        rest[mention["start"] : mention["end"]] = "\0" * len(mention["text"])
    for surface in {mention["text"] for mention in gold["mentions"]}:
        if gold["lang"] in WITHOUT_BOUNDARIES:
            # One syllable of Korean is a surname here and part of a word there.
            pattern = re.escape(surface) if len(surface) > 1 else r"(?!)"
        else:
            pattern = rf"\b{re.escape(surface)}\b"
        assert not re.search(pattern, "".join(rest)), f"{surface} is not marked everywhere"


@each_article
def test_private_persons_are_in_no_gazetteer(gold: dict[str, Any]) -> None:
    known = {name.text for entity in world() if entity.type == "PER" for name in entity.all_names()}
    for mention in gold["mentions"]:
        if mention["name"] is None and len(mention["text"].split()) > 1:
            assert mention["text"] not in known


def test_canonical_names_are_those_of_the_gazetteer() -> None:
    known = {(entity.type, entity.name) for entity in world()}
    used = {(m["type"], m["name"]) for gold in GOLD for m in gold["mentions"] if m["name"]}
    assert sorted(used - known) == []


def test_the_first_sample_names_its_man_in_full_and_then_by_surname() -> None:
    (gold,) = (gold for gold in GOLD if gold["file"] == "pt-wagner.txt")
    surfaces = [m["text"] for m in gold["mentions"] if m["name"] == "Yevgeny Prigozhin"]
    assert surfaces[0] == "Ievgueni Prigojin"
    assert set(surfaces[1:]) == {"Prigojin"}
