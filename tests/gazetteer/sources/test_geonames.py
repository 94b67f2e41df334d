"""GeoNames: cities, and the alternate names beside them."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import RecordError
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.sources import geonames


def city(number: str, name: str, others: str, country: str, people: str) -> str:
    row = [number, name, name, others, "50.45", "30.52", "P", "PPLC", country, "", "12", "", "", "", people]
    return "\t".join([*row, "", "187", "Europe/Kyiv", "2024-01-01"])


def read(tmp_path: Path, *rows: str) -> list[Entity | RecordError]:
    (tmp_path / "cities15000.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return list(geonames.read(tmp_path / "cities15000.txt"))


KYIV = city("703448", "Kyiv", "IEV,Kiew,Kiev,Київ", "UA", "2797553")


def test_a_city_with_the_names_in_its_own_line(tmp_path: Path) -> None:
    [entity] = read(tmp_path, KYIV)
    assert isinstance(entity, Entity)
    assert (entity.id, entity.name, entity.country) == ("geonames:703448", "Kyiv", "UA")
    assert entity.names == (Name("Kiew"), Name("Kiev"), Name("Київ"))
    assert (entity.source, entity.same_as) == ("geonames", ("geonames:703448",))
    assert entity.coordinates == (50.45, 30.52)


def test_more_people_weigh_more(tmp_path: Path) -> None:
    rows = [
        city(str(n), "Town", "", "UA", people) for n, people in enumerate(("", "0", "15000", "9999999999"))
    ]
    weights = [entity.weight for entity in read(tmp_path, *rows) if isinstance(entity, Entity)]
    assert weights == sorted(weights)
    assert (weights[0], weights[-1]) == (0.05, 0.9)
    assert 0.4 < weights[2] < 0.6


def test_alternate_names_tell_languages_and_kinds(tmp_path: Path) -> None:
    rows = [
        ("1", "703448", "en", "Kyiv City", "", "", "", ""),
        ("2", "703448", "en", "Kyiv", "1", "", "", ""),
        ("3", "703448", "pl", "Kijów", "1", "", "", ""),
        ("4", "703448", "link", "https://en.wikipedia.org/wiki/Kyiv", "", "", "", ""),
        ("5", "703448", "fr_1793", "Kief", "", "", "", ""),
        ("6", "703448", "en", "Kiev", "", "", "", "1"),
        ("7", "703448", "ru", "Мать городов", "", "", "1", ""),
        ("8", "703448", "", "Kyjiw", "", "", "", ""),
        ("9", "999", "pl", "Elsewhere", "", "", "", ""),
        ("10", "703448", "iata", "IEV", "", "", "", ""),
    ]
    text = "".join("\t".join([*row, "", ""]) + "\n" for row in rows)
    (tmp_path / "alternateNamesV2.txt").write_text(text, encoding="utf-8")
    [entity] = read(tmp_path, KYIV)
    assert isinstance(entity, Entity) and entity.name == "Kyiv"
    assert set(entity.names) == {
        Name("Kyiv City", "en"),
        Name("Kijów", "pl"),
        Name("Kiev", "en", "former"),
        Name("Мать городов", "ru", "alias"),
        Name("Kyjiw"),
    }


def test_bad_lines_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, "geonameid\tname", KYIV, city("x", "A", "", "", ""), city("1", "-", "", "", ""))
    assert [type(one) for one in found] == [RecordError, Entity, RecordError, RecordError]
