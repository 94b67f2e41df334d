"""Case endings and affixes undone: the forms that "Putinem", "Kijowie" or "لروسيا" may be forms of.

The knowledge is in gazetteers/inflection/*.toml, one file a language. Nothing here decides: an undone form
is a candidate, and the gazetteer tells whether it is a name.
"""

from __future__ import annotations

from functools import cache, lru_cache

import msgspec

from pipeline import resources

_SHORTEST_STEM = 2


class Rules(msgspec.Struct, frozen=True):
    """What a language writes onto names: `endings` maps an ending to those of the base form.

    Those of `alone` are possessives and plurals, made of a surname but never of a full name: Petrov may be
    Peter's in Slovene, Ivan Petrov not. `prefixes` stand before, `particles` after an unchanged name.
    """

    endings: dict[str, tuple[str, ...]]
    alone: dict[str, tuple[str, ...]]
    prefixes: tuple[str, ...]
    particles: tuple[str, ...]
    longest: int


@cache
def languages() -> frozenset[str]:
    """Return the languages that have rules."""
    return frozenset(path.stem for path in (resources.gazetteers() / "inflection").glob("*.toml"))


@cache
def rules(lang: str) -> Rules | None:
    """Return the rules of a language (BCP 47; regions and scripts are ignored), None if it has none."""
    primary = lang.split("-")[0]
    if primary not in languages():
        return None
    table = resources.table(f"inflection/{primary}.toml")
    endings, alone = (
        {ending: tuple(bases) for ending, bases in table.get(key, {}).items()} for key in ("endings", "alone")
    )
    return Rules(
        endings,
        alone,
        tuple(sorted(table.get("prefixes", ()), key=len, reverse=True)),
        tuple(sorted(table.get("particles", ()), key=len, reverse=True)),
        max(map(len, endings | alone), default=0),
    )


class Undone(msgspec.Struct, frozen=True, gc=False):
    """A base form that a word may be a form of, in lower case.

    `front` and `back` count the letters written onto the name (a prefix, a particle) that are no part of
    it; the letters of a case ending count as the name's own.
    """

    form: str
    front: int = 0
    back: int = 0


@lru_cache(maxsize=65536)
def undo(word: str, lang: str, alone: bool = True) -> tuple[Undone, ...]:
    """Return the base forms that a word may be a form of, longest ending first; () without rules.

    One that is not `alone` is part of a name of several words, and has no ending that only surnames have.
    """
    table = rules(lang)
    if table is None:
        return ()
    word = word.lower()
    found: dict[str, Undone] = {}
    for prefix in table.prefixes if word.startswith(table.prefixes) else ():
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_STEM:
            form = word[len(prefix) :]
            found.setdefault(form, Undone(form, front=len(prefix)))
    for particle in table.particles if word.endswith(table.particles) else ():
        if word.endswith(particle) and len(word) - len(particle) >= _SHORTEST_STEM:
            form = word[: -len(particle)]
            found.setdefault(form, Undone(form, back=len(particle)))
    tables = (table.endings, table.alone) if alone else (table.endings,)
    for length in range(min(table.longest, len(word) - _SHORTEST_STEM), 0, -1):
        for endings in tables:
            for base in endings.get(word[-length:], ()):
                form = word[:-length] + base
                found.setdefault(form, Undone(form))
    found.pop(word, None)
    return tuple(found.values())
