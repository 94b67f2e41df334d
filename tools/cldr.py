"""The names the Unicode CLDR has for places in every language: countries, subdivisions and cities.

Countries and cities come from the Python package babel (CLDR 47), which leaves the subdivisions of countries
out. Those come from Debian's package unicode-cldr-core (CLDR 41), which is fetched with apt, checked and
unpacked into tools/.cache the first time.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import records

PACKAGE = "unicode-cldr-core=41-0.1"
SHA256 = "35d30d5d3bee4d8244e95236259c4c2a0db06e21bad696515751fcfeee4d0260"
CACHE = Path(__file__).resolve().parent / ".cache"

# By code (rumow, RU, Europe/Moscow): the language and the name in it, the main languages first.
ByLanguage = dict[str, str]

# Letters as the press types them: one apostrophe, and in Arabic its own yeh and kaf.
TYPED = str.maketrans(dict.fromkeys("\u02bc\u02bb\u2018\u2019", "'"))
TYPED_ARABIC = str.maketrans("\u06cc\u06a9", "\u064a\u0643")


@cache
def languages() -> list[str]:
    """Return the main languages of the press, as BCP 47 tags, in their order in country-names.toml."""
    return list(records.load("country-names.toml")["languages"])


def plain(text: str) -> str:
    """Return a CLDR name as running text has it, without what stands in brackets."""
    return " ".join(re.sub(r"\s*[(（\[][^)）\]]*[)）\]]", "", unicodedata.normalize("NFC", text)).split())


@cache
def subdivisions() -> dict[str, ByLanguage]:
    """Return the names of each subdivision of ISO 3166-2 (UA-63) in the main languages, English first.

    Left out are names that are lists, or say more than a name (figures, commas).
    """
    found: dict[str, ByLanguage] = defaultdict(dict)
    for tag in languages():
        path = package() / "subdivisions" / f"{tag.replace('-', '_')}.xml"
        if not path.exists() and tag == "nb":
            path = path.with_name("no.xml")
        for element in ElementTree.parse(path).iter("subdivision") if path.exists() else ():
            code, text = element.get("type", ""), plain(element.text or "").translate(TYPED)
            text = text.translate(TYPED_ARABIC) if tag == "ar" else text
            if text and not re.search(r"[\d,;/²、，؛]", text):
                found[f"{code[:2]}-{code[2:]}".upper()].setdefault(tag, text)
    return found


@cache
def cities() -> dict[tuple[str, str], ByLanguage]:
    """Return the names of the cities that time zones are named after, by (English name, country)."""
    from babel import Locale
    from babel.core import get_global

    territories = get_global("zone_territories")
    zones = [(tag, Locale.parse(tag.replace("-", "_")).time_zones) for tag in languages()]
    english = dict(Locale.parse("en").time_zones)
    found: dict[tuple[str, str], ByLanguage] = defaultdict(dict)
    for zone, territory in sorted(territories.items()):
        own = english.get(zone, {}).get("city") or zone.split("/")[-1].replace("_", " ")
        for tag, named in zones:
            if text := plain(named.get(zone, {}).get("city", "")):
                found[own, territory].setdefault(tag, text)
    return found


@cache
def package() -> Path:
    """Return the folder `common` of Debian's CLDR, which is fetched if it is not here yet.

    Stops the program with what to do if apt cannot fetch it or fetches something else.
    """
    folder = CACHE / PACKAGE.replace("=", "_")
    common = folder / "usr" / "share" / "unicode" / "cldr" / "common"
    if common.is_dir():
        return common
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        try:
            # Without the option apt warns that its own user may not write here.
            download = ["apt-get", "download", "-qq", "-o", "APT::Sandbox::User=root", PACKAGE]
            subprocess.run(download, cwd=scratch, check=True)
            [archive] = Path(scratch).glob("*.deb")
            if hashlib.sha256(archive.read_bytes()).hexdigest() != SHA256:
                sys.exit(f"{PACKAGE} is not the package that was read before: its checksum differs")
            subprocess.run(["dpkg-deb", "-x", archive.name, "unpacked"], cwd=scratch, check=True)
            (Path(scratch) / "unpacked").rename(folder)
        except (OSError, subprocess.CalledProcessError, ValueError) as error:
            sys.exit(
                f"{PACKAGE} could not be fetched ({error}). On Debian 12 run `apt-get update` first; "
                f"elsewhere unpack that package of Debian into {folder}."
            )
    return common
