"""Glossaries."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import RecordError
from pipeline.gazetteer import sources
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.sources import Options


def test_a_canonical_spelling_gathers_the_foreign_ones(tmp_path: Path) -> None:
    path = tmp_path / "pl-en.tsv"
    path.write_text(
        "Szin Won Sik\tShin Won-sik\tPER\nSzin Wonsik\tShin Won-sik\tPER\nNATO\tNATO\tORG\nKijów\tKyiv\n",
        encoding="utf-8",
    )
    assert list(sources.read(path, Options(kind="glossary", lang="pl", type="LOC"))) == [
        Entity(
            id="per.shin-won-sik",
            type="PER",
            name="Shin Won-sik",
            names=(Name("Szin Won Sik", "pl"), Name("Szin Wonsik", "pl")),
            source="own",
        ),
        Entity(id="org.nato", type="ORG", name="NATO", source="own"),
        Entity(id="loc.kyiv", type="LOC", name="Kyiv", names=(Name("Kijów", "pl"),), source="own"),
    ]


def test_a_term_without_a_type_is_something(tmp_path: Path) -> None:
    path = tmp_path / "g.txt"
    path.write_text("Kijów\tKyiv", encoding="utf-8")
    [entity] = sources.read(path, Options(kind="glossary"))
    assert isinstance(entity, Entity)
    assert (entity.id, entity.type, entity.names) == ("misc.kyiv", "MISC", (Name("Kijów", "und"),))


def test_bad_lines_are_told(tmp_path: Path) -> None:
    path = tmp_path / "g.txt"
    path.write_text("Kijów\n\tKyiv\nKijów\tKyiv\tSHIP\n-\tKyiv\nA\tB\n", encoding="utf-8")
    found = list(sources.read(path, Options(kind="glossary")))
    assert [isinstance(one, RecordError) for one in found] == [True] * 4 + [False]
    assert str(found[0]).startswith(f"{path}, line 1: not a line of a glossary")
