"""The two questions people ask most, as functions."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.article import EntityType
from pipeline.gazetteer.store import Gazetteer
from pipeline.language.codes import spelt

if TYPE_CHECKING:
    from pipeline.gazetteer.lookup import Answer
    from pipeline.pipeline import Pipeline


def lookup(
    name: str,
    lang: str = "und",
    *,
    type: EntityType | None = None,
    country: str | None = None,
    office: str | None = None,
    gazetteer: Gazetteer | str | Path | None = None,
) -> Answer:
    """Say which entity a name stands for, as the press of `lang` (BCP 47) spells it.

    `type` says what kind of entity it is, `country` (an ISO 3166-1 code or a name) and `office` ("minister
    of defence") of which country and what in office, where that is known: they tell namesakes apart.
    `gazetteer` is one that is open, the path of one, or None for the shipped one. The answer has a verdict,
    candidates and evidence. Raises GazetteerError if the gazetteer cannot be opened, InputError for a
    country that nobody knows.
    """
    from pipeline.gazetteer.clues import clues
    from pipeline.gazetteer.lookup import lookup as look_up

    opened = gazetteer if isinstance(gazetteer, Gazetteer) else _opened(gazetteer)
    return look_up(opened, name, spelt(lang), type, clues(country, office))


def normalize(
    text: str,
    lang: str | None = None,
    *,
    translate: bool = True,
    gazetteer: Gazetteer | str | Path | None = None,
) -> str:
    """Return a text with one canonical spelling for each name in it, translated into English if need be.

    Where no model is installed for the language, or with `translate=False`, the text stays in its own.
    Raises GazetteerError if the gazetteer cannot be opened.
    """
    pipeline = _pipeline(gazetteer, translate)
    normalized = pipeline.run(text, lang).normalized
    return normalized.text if normalized else text


@cache
def _opened(path: str | Path | None) -> Gazetteer:
    return Gazetteer.open(path)


@cache
def _pipeline(gazetteer: Gazetteer | str | Path | None, translate: bool) -> Pipeline:
    from pipeline.pipeline import Pipeline

    opened = gazetteer if isinstance(gazetteer, Gazetteer) else _opened(gazetteer)
    return Pipeline(opened, translate=translate)
