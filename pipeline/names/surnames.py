"""Surnames: where 신원식, 习近平 and 岸田文雄 come apart, and how families spell themselves."""

from __future__ import annotations

import tomllib
from functools import cache

from pipeline import resources
from pipeline.language.scripts import script_of
from pipeline.names import kanji

# Longer names than this, written solid, are foreign ones spelt out.
_LONGEST_NAME = 4


@cache
def _tables() -> dict[str, tuple[str, ...]]:
    """Map each surname to its customary romanizations (none where the reading rules do)."""
    found: dict[str, tuple[str, ...]] = {}
    for key in ("ko", "pinyin"):
        path = resources.gazetteers() / "orthography" / f"{key}.toml"
        if path.is_file():
            with path.open("rb") as file:
                table = tomllib.load(file).get("surnames", {})
            found.update({surname: tuple(spellings) for surname, spellings in table.items()})
    return found


def cut(name: str, lang: str = "und") -> list[str]:
    """Cut a Korean, Chinese or Japanese name into surname and given name; anything else comes back whole.

    Where a name in Han characters could be cut two ways, the press of `lang` (BCP 47) decides: 石破茂 is
    石破 茂 in Japan and 石 破茂 elsewhere. One cut a name is enough, as they hardly ever differ: a Japanese
    surname of one character (林, 金) is a Chinese or Korean one too, one of two seldom begins a Chinese
    name of three, and a name of four characters that begins with one is Japanese.

    >>> cut("신원식"), cut("푸틴"), cut("安倍晋三", "zh")
    (['신', '원식'], ['푸틴'], ['安倍', '晋三'])
    """
    if script_of(name) == "Hang":
        return _cut_by_table(name) or [name]
    japanese = kanji.cut(name)
    if lang.split("-")[0] == "ja":
        return japanese or ([name] if kanji.is_surname(name) else _cut_by_table(name) or [name])
    if japanese and len(name) == _LONGEST_NAME and len(japanese[0]) > 1:
        chinese = None
    else:
        chinese = _cut_by_table(name)
    return chinese or japanese or [name]


def _cut_by_table(name: str) -> list[str] | None:
    """Cut a name after a Korean or Chinese surname; None if it begins with none."""
    if 2 <= len(name) <= _LONGEST_NAME:
        for length in (2, 1):
            if name[:length] in _tables() and len(name) > length:
                return [name[:length], name[length:]]
    return None


def is_surname(word: str) -> bool:
    """Tell whether a word, in hangul or Han characters, is a Korean or Chinese surname."""
    return word in _tables()


def romanizations(surname: str) -> tuple[str, ...]:
    """Return how families of this name customarily spell it: Lee, Yi and Rhee for 이."""
    return _tables().get(surname, ())
