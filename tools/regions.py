"""Make the records of regions: those written by hand, and subdivisions of countries from the CLDR."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import city_names
import cldr
import records
from records import Record

WEIGHT = 0.35
# A record that names in fewer ways than this would add little but look-alikes.
FEWEST = 3
# Single words this short are words in some language of the press (Uri, Goa in Hangul, Awdal in Arabic).
SHORT = re.compile(
    r"[A-Za-zÀ-ž]{1,4}|[\u3040-\u30ff\uac00-\ud7a3]{1,2}|[^\W\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]{1,3}|."
)
# Scripts written without spaces, where a word for the kind of place is no word of its own.
SOLID = re.compile("[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f]")


def by_hand(places: Iterable[Record]) -> Iterator[Record]:
    """Yield the regions of regions.toml; a CLDR name that a country or city of `places` has is left to it."""
    tables = records.load("regions.toml")
    claimed = claims(places)
    for table in tables.values():
        claimed |= {table["name"].casefold()} | {entry["text"].casefold() for entry in records.written(table)}
    for key, table in tables.items():
        own = list(records.written(table))
        code = table.get("subdivision")
        added = translated(code, table["name"], claimed, bare=True) if code else []
        claimed |= {entry["text"].casefold() for entry in added}
        yield {
            "id": f"loc.{key}",
            "type": "LOC",
            "name": table["name"],
            "names": records.distinct(table["name"], own, added),
            **({"country": table["country"]} if "country" in table else {}),
            "description": table["description"],
            "weight": table["weight"],
            **({"same_as": [f"iso3166-2:{code}"]} if code else {}),
            "source": "cldr" if code else "exonym",
        }


def subdivisions(places: Iterable[Record]) -> Iterator[Record]:
    """Yield the subdivisions that subdivisions.toml chooses; names that `places` have are left to those."""
    settings = records.load("subdivisions.toml")
    places = list(places)
    claimed = claims(places) | {word.casefold() for word in settings["words"]}
    taken = {record["id"] for record in places}
    poor: list[str] = []
    for country, table in settings.items():
        if len(country) != 2:
            continue
        for code, canonical, bare in chosen(country, table):
            id_ = f"loc.{records.slug(canonical)}"
            id_ = id_ if id_ not in taken else f"{id_}-{country.lower()}"
            if id_ in taken:
                sys.exit(f"subdivisions.toml: {canonical}, {country} is taken already")
            taken.add(id_)
            names = [
                entry
                for entry in variants(canonical, bare, table)
                + translated(code, canonical, claimed, bare=bare is None)
                if bare is None or SOLID.search(entry["text"]) or longer(entry["text"], bare)
            ]
            if len(names) < FEWEST:
                poor.append(f"{canonical}, {country}: {[entry['text'] for entry in names]}")
            claimed |= {canonical.casefold()} | {entry["text"].casefold() for entry in names}
            yield {
                "id": id_,
                "type": "LOC",
                "name": canonical,
                "names": records.distinct(canonical, names),
                "country": country,
                "description": table["description"],
                "weight": table.get("weight", WEIGHT),
                "same_as": [f"iso3166-2:{code}"],
                "source": "cldr",
            }
    if poor:
        sys.exit("subdivisions.toml chooses places with hardly a name of their own:\n" + "\n".join(poor))


def chosen(country: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str, str | None]]:
    """Yield code, canonical name and, where a word for the kind of place follows it, the name without."""
    english = {code: named["en"] for code, named in cldr.subdivisions().items() if "en" in named}
    for short in table.get("plain", "").split():
        yield (code := f"{country}-{short.upper()}"), english[code], None
    for short in table.get("with_kind", "").split():
        code = f"{country}-{short.upper()}"
        yield code, f"{english[code]} {table['kind']}", english[code]
    for short, canonical in table.get("names", {}).items():
        code = f"{country}-{short}"
        first, _, last = canonical.rpartition(" ")
        yield code, canonical, first if first and last in table.get("kinds", ()) else None


def variants(canonical: str, bare: str | None, table: Mapping[str, Any]) -> records.Names:
    """Return other English names of a subdivision that bears the word for its kind."""
    if bare is None:
        return []
    return [records.name(pattern.format(bare), "en") for pattern in table.get("also", ())]


def translated(code: str, canonical: str, claimed: set[str], *, bare: bool) -> records.Names:
    """Return the CLDR names of a subdivision but those claimed and those too short to tell from a word.

    With `bare` also without the sign for the kind of place, where the press leaves it out: 湖南, not 湖南省.
    """
    named = cldr.subdivisions().get(code)
    if named is None:
        sys.exit(f"regions.toml or subdivisions.toml: the CLDR has no subdivision {code}")
    return [
        records.name(text, lang)
        for lang, own in named.items()
        for text in (own, *kindless(own, lang, code[:2], bare=bare))
        if text != canonical and text.casefold() not in claimed and not SHORT.fullmatch(text)
    ]


def kindless(text: str, lang: str, country: str, *, bare: bool) -> Iterator[str]:
    """Yield what else the press of East Asia writes: 캘리포니아주 and 캘리포니아 for 캘리포니아 주."""
    signs = records.load("subdivisions.toml")["signs"].get(lang, "")
    stem = text[:-1].rstrip()
    if text[-1] in signs and text[-2] == " ":
        yield stem.replace(" ", "") + text[-1]
    # The provinces of China are known by their two characters.
    if bare and text[-1] in signs and len(stem) >= (2 if country == "CN" else 3):
        yield stem


def longer(text: str, bare: str) -> bool:
    """Tell whether a name has more words than the bare one: it then says what kind of place it is."""
    return city_names.words(text) > city_names.words(bare)


def claims(places: Iterable[Record]) -> set[str]:
    """Return the names of places, folded, that no other may have."""
    return {text.casefold() for record in places for text in [record["name"], *records.texts(record)]}
