"""Put the names of an article into a translation that is there already, as if it were translated now.

Before translating, canonical names are put into the source, and the translation says what became of each
(`Carried`). When the gazetteer has changed, so may the form of a name; where the old one stands in the
translated sentence the new one is put, and nothing else is touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipeline.article import Article, Carried, Mention, SentencePair, Translation
from pipeline.translate.units import form


def recarried(article: Article, translation: Translation) -> Translation:
    """Return the translation with the forms that the article's mentions have now.

    A name that is no longer known gets its spelling in the article back; one that is newly known gets its
    canonical form where the article's spelling stands in the translation.
    """
    pairs = translation.sentences or (SentencePair(0, len(article.text), 0, len(translation.text)),)
    pieces: list[str] = []
    moved: list[SentencePair] = []
    names: list[Carried] = []
    done = length = 0
    for pair in pairs:
        between = translation.text[done : pair.target_start]
        text = translation.text[pair.target_start : pair.target_end]
        carried = [name for name in translation.names if pair.start <= name.start < pair.end]
        mentions = [one for one in article.mentions if pair.start <= one.start < pair.end]
        text, kept = _sentence(article.text, text, carried, mentions)
        pieces += [between, text]
        start = length + len(between)
        length = start + len(text)
        done = pair.target_end
        moved.append(SentencePair(pair.start, pair.end, start, length))
        names += kept
    return replace(
        translation,
        text="".join([*pieces, translation.text[done:]]),
        sentences=tuple(moved) if translation.sentences else (),
        names=tuple(names),
    )


def _sentence(
    source: str, text: str, carried: Sequence[Carried], mentions: Sequence[Mention]
) -> tuple[str, list[Carried]]:
    """Return a translated sentence with the forms that its names have now, and what is carried in it."""
    now = {one.start: one for one in mentions}
    wanted: list[tuple[Carried, str]] = []
    for name in carried:
        mention = now.pop(name.start, None)
        new = (mention and form(mention)) or source[name.start : name.end]
        wanted.append((name, new))
    places = list(_places(text, [name.form for name, _ in wanted if name.how != "missed"]))
    names: list[Carried] = []
    swaps: list[tuple[int, int, str]] = []
    for name, new in wanted:
        place = places.pop(0) if name.how != "missed" else None
        if place and new != name.form:
            swaps.append((*place, new))
        names.append(replace(name, form=new))
    for mention in now.values():
        new = form(mention) or ""
        place = next(_places(text, [mention.text]), None)
        if new and place and all(place[1] <= start or place[0] >= end for start, end, _ in swaps):
            swaps.append((*place, new))
            names.append(Carried(mention.start, mention.end, new, "restored"))
    for start, end, new in sorted(swaps, reverse=True):
        text = text[:start] + new + text[end:]
    return text, sorted(names, key=lambda name: name.start)


def _places(text: str, forms: Sequence[str]) -> Iterator[tuple[int, int] | None]:
    """Yield where each form stands, the second time it is asked for the second place; None if nowhere."""
    last: dict[str, int] = {}
    for one in forms:
        found = re.compile(rf"(?<!\w){re.escape(one)}(?!\w)").search(text, last.get(one, 0))
        if found:
            last[one] = found.end()
        yield found.span() if found else None
