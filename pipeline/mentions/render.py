"""Rendering: how a mention is to be written, canonical but as long or as short as the writer had it."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.gazetteer.entity import Entity
from pipeline.names.fold import fold
from pipeline.names.readings import split


def rendering(
    entity: Entity, surface: str, kind: str, words: Iterable[int] | None, english: bool
) -> str | None:
    """Return the canonical spelling for a mention of `entity` written `surface`, None to leave it alone.

    `kind` is the kind of name it is; `words` are the places of the words of the canonical name that it
    stands for, None for the whole; `english` tells that the text is in the language of the canonical names,
    where an English name of a place or an organisation is right as it is.
    """
    if entity.type == "PER":
        if kind == "alias":
            return None
        written = entity.name if words is None else part(entity.name, words)
    elif english and kind != "former" and _is_english_name(entity, surface):
        return None
    elif kind == "acronym":
        written = _acronym(entity) or entity.name
    elif entity.name.isupper() and len(surface.split()) > 1:
        written = _in_full(entity)  # the writer spelt the acronym out
    else:
        written = entity.name
    if written == surface:
        return None
    if surface.isupper() and len(surface) > 3 and kind != "acronym":
        return written.upper()
    return written


def part(name: str, words: Iterable[int]) -> str:
    """Return the words of a name from the first to the last of those given by place (see readings.split).

    >>> part("Shin Won-sik", [1, 2]), part("Shoigu, Sergei", [1])
    ('Won-sik', 'Shoigu')
    """
    places, end = [], 0
    for word in split(name):
        at = name.find(word, end)
        at = name.find(word) if at < 0 else at  # the comma of "Shoigu, Sergei" turns the words round
        if at < 0:
            return name  # it is not written with these letters
        end = at + len(word)
        places.append((at, end))
    chosen = [places[place] for place in words if place < len(places)]
    if not chosen:
        return name
    return name[min(start for start, _ in chosen) : max(end for _, end in chosen)]


def _is_english_name(entity: Entity, surface: str) -> bool:
    folded = fold(surface)
    return any(
        name.lang == "en" and name.kind != "former" and fold(name.text) == folded
        for name in entity.all_names()
    )


def _in_full(entity: Entity) -> str:
    names = (n.text for n in entity.names if n.kind == "full" and n.lang == "en" and " " in n.text)
    return next(names, entity.name)


def _acronym(entity: Entity) -> str | None:
    return next((n.text for n in entity.names if n.kind == "acronym" and n.lang == "en"), None)
