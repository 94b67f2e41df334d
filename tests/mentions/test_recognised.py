"""A recogniser of one's own: here one that knows the titles in transcripts, which have no capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import Pipeline
from pipeline.article import EntityType
from pipeline.mentions.resolve import Finder

TEXT = "the clerk called minister szin won sik and then doctor jana novotna of the ministry."


def titled(text: str, lang: str) -> Iterator[tuple[int, int, EntityType]]:
    """Yield what follows a title up to the next small word of English."""
    assert lang == "en"
    for name in re.finditer(r"\b(?:minister|doctor) (\w+(?: \w+)+?) (?=and|of|then)", text):
        yield name.start(1), name.end(1), "PER"


def test_its_names_are_resolved_where_capitals_show_none(shipped: Finder) -> None:
    assert shipped.find(TEXT, "en") == ()
    found = Finder(shipped.gazetteer, titled).find(TEXT, "en")
    assert [(m.text, m.status, m.name) for m in found] == [
        ("szin won sik", "linked", "Shin Won-sik"),
        ("jana novotna", "unknown", "jana novotna"),
    ]
    assert found[1].entity == "new:jana-novotna" and found[1].evidence[0].rule == "recognised"


def test_names_that_the_gazetteer_knows_go_first(shipped: Finder) -> None:
    def everything(text: str, lang: str) -> Iterator[tuple[int, int, EntityType]]:
        yield 0, len(text), "ORG"

    text = "Joe Biden met Xi Jinping."
    assert Finder(shipped.gazetteer, everything).find(text, "en") == shipped.find(text, "en")


def test_spans_that_do_not_fit_the_text_are_left_out(shipped: Finder) -> None:
    def wrong(text: str, lang: str) -> list[tuple[int, int, EntityType]]:
        return [(5, 2, "PER"), (-3, 4, "PER"), (0, 99, "PER"), (3, 4, "PER"), (0, 3, "CAT")]  # type: ignore[list-item]

    assert Finder(shipped.gazetteer, wrong).find("abc def", "en") == ()


def test_a_pipeline_takes_one(shipped: Finder) -> None:
    article = Pipeline(shipped.gazetteer, translate=False, recognise=titled).run(TEXT, "en")
    assert article.normalized is not None
    assert "minister Shin Won-sik and" in article.normalized.text
