"""The names of the passages are found and resolved, in every language and by every rule."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions.resolve import Finder
from pipeline.mentions.rewrite import rewrite, undo
from tests.passages.passages import Passage, Tally, faults, passages, read, tallies

# What is held however few the names of a group are; the gate pins each group closer.
FLOOR, FLOOR_GROUP = 0.95, 0.60
FEWEST_PASSAGES, FEWEST_LANGUAGES = 60, 20
RULES = {
    "accents",
    "acronym",
    "all-capitals",
    "apostrophe",
    "articles",
    "caseless",
    "demonym",
    "elision",
    "family-first",
    "feminine",
    "foreign",
    "foreign-endings",
    "government",
    "headline",
    "headline-capitals",
    "inflection",
    "initials",
    "line-end",
    "markup",
    "nested",
    "nested-organisation",
    "nested-person",
    "nouns",
    "office",
    "ordinary-words",
    "particles",
    "particles-of-names",
    "plural-family",
    "possessive",
    "prefixes",
    "quotation",
    "sentence-start",
    "shared-surname",
    "short",
    "solid",
    "spaces",
    "spellings",
    "titles",
    "unlisted",
    "width",
}


@cache
def finder() -> Finder:
    return Finder(Gazetteer.open())


@cache
def measured() -> dict[str, Tally]:
    return tallies(finder())


def test_marks_are_taken_out_of_the_text() -> None:
    text, names = read("W [Kijowie|LOC|Kyiv] i [Szin|PER|Shin Won-sik].")
    assert text == "W Kijowie i Szin."
    assert [(text[name.start : name.end], name.name) for name in names] == [
        ("Kijowie", "Kyiv"),
        ("Szin", "Shin Won-sik"),
    ]


def test_there_are_passages_enough_and_each_rule_has_some() -> None:
    assert len(passages()) >= FEWEST_PASSAGES
    assert len({passage.lang.split("-")[0] for passage in passages()}) >= FEWEST_LANGUAGES
    assert {rule for passage in passages() for rule in passage.rules} == RULES


def test_no_mark_is_left_and_listed_names_are_the_gazetteers() -> None:
    known = {(entity.type, entity.name) for entity in finder().gazetteer}
    for passage in passages():
        assert not set("[]|") & set(passage.text), passage.text
        assert {(gold.type, gold.name) for gold in passage.names if gold.listed} <= known


def test_names_are_found_and_what_is_linked_is_right() -> None:
    everything = measured()["all"]
    assert everything.recall >= FLOOR and everything.precision >= FLOOR


@pytest.mark.parametrize("group", sorted({f"lang.{passage.lang}" for passage in passages()}))
def test_no_language_is_left_behind(group: str) -> None:
    assert measured()[group].recall >= FLOOR_GROUP and measured()[group].precision >= FLOOR_GROUP


@pytest.mark.parametrize("rule", sorted(RULES))
def test_no_rule_is_left_behind(rule: str) -> None:
    tally = measured()[f"rule.{rule}"]
    assert tally.recall >= FLOOR_GROUP and tally.precision >= FLOOR_GROUP


@pytest.mark.parametrize(
    "passage",
    [passage for passage in passages() if "ordinary-words" in passage.rules],
    ids=lambda passage: f"{passage.lang}-{passage.rules[-1]}",
)
def test_ordinary_words_are_nobody(passage: Passage) -> None:
    named = {(gold.start, gold.end) for gold in passage.names}
    found = finder().find(passage.text, passage.lang)
    assert [m.text for m in found if m.status != "demonym" and (m.start, m.end) not in named] == []


@pytest.mark.parametrize("passage", passages(), ids=lambda passage: f"{passage.lang}-{passage.rules[0]}")
def test_rewriting_can_be_undone(passage: Passage) -> None:
    normalized = rewrite(passage.text, passage.lang, finder().find(passage.text, passage.lang))
    assert undo(normalized) == passage.text
    if passage.normalized is not None:
        assert normalized.text == passage.normalized


def test_the_best_spelling_of_an_unlisted_person_is_chosen_by_evidence() -> None:
    for passage in passages():
        found = {(m.start, m.end): m for m in finder().find(passage.text, passage.lang)}
        for gold in passage.names:
            if gold.name.lstrip("+") in passage.best:
                mention = found[gold.start, gold.end]
                assert mention.name == passage.best[gold.name.lstrip("+")]


def test_a_fault_is_seen() -> None:
    passage = next(passage for passage in passages() if passage.lang == "pl")
    mentions = finder().find(passage.text, passage.lang)
    assert len(list(faults(passage, mentions[1:]))) == len(list(faults(passage, mentions))) + 1
