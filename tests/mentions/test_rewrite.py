"""Rewriting is listed, exact and reversible."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.article import Evidence, Mention
from pipeline.mentions.resolve import Finder
from pipeline.mentions.rewrite import Style, rewrite, undo


@st.composite
def texts_with_mentions(draw: st.DrawFn) -> tuple[str, list[Mention]]:
    pieces = draw(st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=12))
    mentions, at = [], 0
    for place, piece in enumerate(pieces):
        if place % 2:
            form = draw(st.one_of(st.none(), st.text(min_size=1, max_size=8)))
            mentions.append(
                Mention(
                    start=at,
                    end=at + len(piece),
                    text=piece,
                    type="PER",
                    status="linked",
                    entity="per.x",
                    name="X",
                    rendering=form,
                    evidence=(Evidence("exact", "so"),),
                )
            )
        at += len(piece)
    return "".join(pieces), mentions


@given(texts_with_mentions(), st.sampled_from(get_args(Style)))
def test_undo_gives_the_text_back_to_the_letter(case: tuple[str, list[Mention]], style: Style) -> None:
    text, mentions = case
    normalized = rewrite(text, "en", mentions, style=style)
    assert undo(normalized) == text
    for mention in normalized.mentions:
        assert normalized.text[mention.start : mention.end] == mention.text
    for change in normalized.changes:
        assert text[change.start : change.end] == change.text != change.replacement


def test_the_granularity_is_the_writers(shipped: Finder) -> None:
    text = "Szin Won Sik spoke. Szin's aides agreed with Zelensky, he told SZIN WON SIK."
    normalized = rewrite(text, "en", shipped.find(text, "en"))
    assert normalized.text == (
        "Shin Won-sik spoke. Shin's aides agreed with Zelenskyy, he told SHIN WON-SIK."
    )


def test_what_is_right_in_english_stays(shipped: Finder) -> None:
    text = "The UK and Great Britain are the United Kingdom; NATO and the UN agree with the U.S."
    assert rewrite(text, "en", shipped.find(text, "en")).text == text


def test_a_former_name_gives_way(shipped: Finder) -> None:
    text = "He left Kiev for Odessa."
    assert "Kyiv" in rewrite(text, "en", shipped.find(text, "en")).text


def test_ambiguous_and_unknown_names_are_left_alone(small: Finder) -> None:
    text = "Jan Kowalski and Piotr Kowalski saw Kowalski and Oksana Melnyk in Birmingham."
    assert rewrite(text, "en", small.find(text, "en")).text == text


def test_kept_text_has_its_mentions_and_no_changes(shipped: Finder) -> None:
    text = "Szin Won Sik spoke."
    kept = rewrite(text, "en", shipped.find(text, "en"), style="keep")
    assert (kept.text, kept.changes) == (text, ())
    assert [mention.name for mention in kept.mentions] == ["Shin Won-sik"]


@pytest.mark.parametrize(
    ("text", "lang", "annotated"),
    [
        (
            "Szin Won Sik spoke. Szin met Kim Dzong Un, and Kim agreed with Joe Biden.",
            "en",
            "Szin Won Sik (Shin Won-sik) spoke. Szin met Kim Dzong Un (Kim Jong-un), "
            "and Kim agreed with Joe Biden.",
        ),
        ("Szin Won Sik's aides left.", "en", "Szin Won Sik's (Shin Won-sik) aides left."),
        ("Szin Won Sik (Shin Won-sik) spoke.", "en", "Szin Won Sik (Shin Won-sik) spoke."),
        ("W Kijowie pada.", "pl", "W Kijowie (Kyiv) pada."),
        ("블라디미르 푸틴은 떠났다.", "ko", "블라디미르 푸틴은 (Vladimir Putin) 떠났다."),
        ("岸田文雄首相は話した。", "ja", "岸田文雄 (Fumio Kishida)首相は話した。"),
    ],
)
def test_annotations_stand_once_after_the_word(shipped: Finder, text: str, lang: str, annotated: str) -> None:
    normalized = rewrite(text, lang, shipped.find(text, lang), style="annotate")
    assert normalized.text == annotated
    assert undo(normalized) == text


def test_a_name_with_an_article_gets_no_second_one(shipped: Finder) -> None:
    text = "He flew from the Hague to Den Haag."
    mentions = shipped.find(text, "en")
    normalized = rewrite(text, "en", mentions)
    assert normalized.text.startswith("He flew from the Hague to")
    assert undo(normalized) == text


def test_families_stay_many(shipped: Finder) -> None:
    text = "The Szojgus and the Bidens met."
    assert rewrite(text, "en", shipped.find(text, "en")).text == "The Shoigus and the Bidens met."
