"""Language tags: what BCP 47 calls a language and what Argos packages call it."""

from __future__ import annotations

# Where an Argos package is not named by the primary subtag. Source: the from_code and to_code fields of
# the public Argos package index (pb: Brazilian Portuguese, zt: traditional Chinese, nb: Norwegian, tl:
# Filipino), and the former ISO 639 codes that BCP 47 (RFC 5646) still allows.
_ARGOS = {
    "pt-br": ("pb",),
    "zh-hant": ("zt",),
    "zh-hk": ("zt",),
    "zh-mo": ("zt",),
    "zh-tw": ("zt",),
    "no": ("nb",),
    "nn": ("nb",),
    "fil": ("tl",),
    "iw": ("he",),
    "in": ("id",),
}

# Languages written without spaces between words or sentences, with the codes Argos has for them.
_UNSPACED = frozenset({"zh", "zt", "ja", "yue", "th", "lo", "km", "my"})


def primary(tag: str) -> str:
    """Return the primary language subtag in lower case: "pt" for "pt-BR", "" for ""."""
    return tag.replace("_", "-").split("-", 1)[0].lower()


def package_codes(tag: str) -> tuple[str, ...]:
    """Return the codes under which a package for the language `tag` may be installed, best first.

    "pt-BR" gives pt-br, pb, pt: the tag itself, Argos' own code for it, the bare language.
    """
    tag = tag.replace("_", "-").lower()
    parts = tag.split("-")
    prefixes = ["-".join(parts[:n]) for n in range(len(parts), 0, -1)]
    codes = [code for prefix in prefixes for code in (prefix, *_ARGOS.get(prefix, ()))]
    return tuple(dict.fromkeys(codes))


def spaced(tag: str) -> bool:
    """Return whether the language puts spaces between words."""
    return primary(tag) not in _UNSPACED


def words(text: str, lang: str) -> float:
    """Return how many words a text has; where words are not spaced, two letters count as one."""
    return len(text.split()) if spaced(lang) else len(text) / 2
