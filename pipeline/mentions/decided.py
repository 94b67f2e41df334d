"""The names in a text that an analyst has decided on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.article import Mention
from pipeline.gazetteer.entity import family_place
from pipeline.gazetteer.lookup import Match
from pipeline.gazetteer.overrides import decided_match
from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions.found import Found, Sense
from pipeline.mentions.spot import spot
from pipeline.mentions.words import Token


def decided(
    text: str, tokens: Sequence[Token], langs: Sequence[str], gazetteer: Gazetteer
) -> Iterator[Found]:
    """Yield the stretches that decisions make a name or, with the status "unknown", none at all."""
    overrides = gazetteer.overrides
    if not overrides:
        return
    for hit in spot(text, tokens, langs, overrides):
        lang = langs[hit.first]
        decision = overrides.on(gazetteer, hit.undone or text[hit.start : hit.end], lang)
        if decision is None:
            continue
        match = decided_match(decision, gazetteer)
        place = family_place(gazetteer.entity(match.entity)) if match and decision.short else None
        words = tuple(range(*place)) if place else None
        sense = Sense("linked", (match,), words) if match else Sense("unknown", ())
        yield Found(hit.start, hit.end, hit.first, hit.last, sense, decision.evidence())


def allowed(matches: dict[int, Match], written: str, lang: str, gazetteer: Gazetteer) -> dict[int, Match]:
    """Return the matches of a spelling, by entity, without those it was decided not to be."""
    barred = gazetteer.overrides.barred(written, lang)
    if not barred:
        return matches
    return {number: match for number, match in matches.items() if gazetteer.entity(number).id not in barred}


def without_barred(
    mentions: Sequence[Mention],
    text: str,
    tokens: Sequence[Token],
    langs: Sequence[str],
    gazetteer: Gazetteer,
) -> list[Mention]:
    """Return the mentions without those of an entity in a stretch that was decided not to be it.

    Else the last word of the stretch might still be taken for it.
    """
    if not gazetteer.overrides:
        return list(mentions)
    barred = [
        (hit, gazetteer.overrides.barred(hit.undone or text[hit.start : hit.end], langs[hit.first]))
        for hit in spot(text, tokens, langs, gazetteer.overrides)
    ]
    return [
        one
        for one in mentions
        if not any(hit.start <= one.start < hit.end and one.entity in ids for hit, ids in barred)
    ]
