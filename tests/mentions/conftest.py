"""A finder on the shipped gazetteer, and one on a small gazetteer with look-alikes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.gazetteer.build import build
from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions.resolve import Finder

RECORDS = [
    {"id": "per.anna-kowalska", "type": "PER", "name": "Anna Kowalska"},
    {"id": "per.jan-kowalski", "type": "PER", "name": "Jan Kowalski"},
    {"id": "per.piotr-kowalski", "type": "PER", "name": "Piotr Kowalski"},
    {"id": "per.lloyd-austin", "type": "PER", "name": "Lloyd Austin", "family": "Austin"},
    {"id": "loc.austin", "type": "LOC", "name": "Austin", "weight": 0.6},
    {"id": "per.han-duck-soo", "type": "PER", "name": "Han Duck-soo", "family": "Han"},
    {
        "id": "org.who",
        "type": "ORG",
        "name": "World Health Organization",
        "names": [
            {"text": "WHO", "lang": "en", "kind": "acronym"},
            {"text": "OMS", "lang": "fr", "kind": "acronym"},
        ],
    },
    {
        "id": "loc.ukraine",
        "type": "LOC",
        "name": "Ukraine",
        "names": [
            {"text": "Ukrainian", "lang": "en", "kind": "demonym"},
            {"text": "Ukraina", "lang": "pl"},
            {"text": "乌克兰", "lang": "zh"},
            {"text": "ウクライナ", "lang": "ja"},
            {"text": "우크라이나", "lang": "ko"},
            {"text": "أوكرانيا", "lang": "ar"},
        ],
    },
    {
        "id": "loc.kyiv",
        "type": "LOC",
        "name": "Kyiv",
        "names": [
            {"text": "Kiev", "lang": "en", "kind": "former"},
            {"text": "Kijów", "lang": "pl"},
        ],
    },
    {"id": "org.orange", "type": "ORG", "name": "Orange"},
    {"id": "loc.iran", "type": "LOC", "name": "Iran", "names": [{"text": "イラン", "lang": "ja"}]},
    {"id": "loc.birmingham", "type": "LOC", "name": "Birmingham", "country": "GB"},
    {"id": "loc.birmingham-us", "type": "LOC", "name": "Birmingham", "country": "US"},
]


@pytest.fixture(scope="session")
def shipped() -> Finder:
    return Finder(Gazetteer.open())


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    folder = tmp_path_factory.mktemp("small")
    source = Path(folder / "records.jsonl")
    source.write_text("\n".join(map(json.dumps, RECORDS)), encoding="utf-8")
    build([source], folder / "g")
    return Finder(Gazetteer.open(folder / "g"))
