"""What people and detectors call a language, and what exonym calls it; which ones a script leaves open."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pipeline import resources


@lru_cache(maxsize=1)
def facts() -> dict[str, Any]:
    """Return gazetteers/language/detection.toml as it stands."""
    return resources.table("language/detection.toml")


@lru_cache(maxsize=4096)
def spelt(tag: str) -> str:
    """Return a language tag (BCP 47) as it is usually spelt, for capitals in it mean nothing: PT_br is pt-BR.

    >>> spelt("PT_br"), spelt("ZH-HANT-tw"), spelt(" pl ")
    ('pt-BR', 'zh-Hant-TW', 'pl')
    """
    language, *parts = tag.strip().replace("_", "-").split("-")
    return "-".join([language.lower(), *map(_subtag, parts)])


def _subtag(part: str) -> str:
    """Return a subtag in its usual letters: "Hant" for a script, "BR" for a country."""
    if len(part) == 4 and part.isalpha():
        return part.title()
    return part.upper() if len(part) == 2 else part.lower()


@lru_cache(maxsize=4096)
def canonical(code: str, script: str) -> str:
    """Return the BCP 47 code exonym uses for a detector's `code` on a text in `script`, or "und".

    Norwegian is "nb"; Croatian, Bosnian and Serbian share one code per script.
    """
    code = facts()["same"].get(code, code)
    shared = facts()["serbo-croatian"]
    if code in shared["members"]:
        return str(shared.get(script, shared["Latn"]))
    return "und" if code.startswith("xx-") else str(code)


@lru_cache(maxsize=4096)
def possible(lang: str, script: str) -> bool:
    """Return whether `lang` is written in `script`; True for a script nothing is known about."""
    known = facts()["scripts"]
    if script != "Latn":
        return lang == "und" or lang in known.get(script, [lang])
    return lang in facts()["latin"]["also"] or not any(lang in langs for langs in known.values())


def only(script: str) -> str | None:
    """Return the language that `script` alone tells, None where several are written in it."""
    languages = facts()["scripts"].get(script, [])
    return str(languages[0]) if len(languages) == 1 else None


def usual(script: str) -> str:
    """Return the language to name for a text in `script` that is too short to tell more, or "und"."""
    return only(script) or str(facts()["usual"].get(script, "und"))


@lru_cache(maxsize=1024)
def group(lang: str) -> frozenset[str]:
    """Return the codes no detector can tell from `lang`, itself and itself without region among them."""
    base = canonical(lang.split("-")[0], "Latn")
    for members in (facts()["serbo-croatian"]["members"], ("zh", "zh-Hans", "zh-Hant")):
        if base in members:
            return frozenset((lang, *members))
    return frozenset((lang, base))


def prior(lang: str) -> float:
    """Return how much a vote for `lang` counts: 1, or less for a language hardly ever met in the press."""
    rare = facts()["rare"]
    return float(rare["factor"]) if lang in rare["languages"] else 1.0
