"""The reasons for a verdict, in sentences a person can follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.article import Evidence, Status
from pipeline.gazetteer.clues import Clues
from pipeline.gazetteer.lookup import Match, rivals
from pipeline.names import readings, weights
from pipeline.names.score import FACTS, certainty

if TYPE_CHECKING:
    from pipeline.gazetteer.store import Gazetteer

# A runner-up this probable by itself is worth a word.
_NEAR = 0.2


def reasons(
    gazetteer: Gazetteer,
    text: str,
    lang: str,
    found: Sequence[Match],
    status: Status,
    clues: Clues | None = None,
) -> Iterator[Evidence]:
    """Yield the evidence for a verdict on `text`, given its matches, best first."""
    if not found:
        yield Evidence("nothing", f"no name in the gazetteer looks or sounds like {text}")
        return
    best = found[0]
    if best.how == "exact":
        yield from _exact(gazetteer, text, best)
    else:
        yield from _spelling(gazetteer, text, lang, best)
    if clues:
        yield from clues.evidence(gazetteer.entity(best.entity))
    needed = weights.load().verdict.threshold
    if status == "unknown":
        name = gazetteer.entity(best.entity).name
        yield Evidence("threshold", f"{name} is nearest, but a link needs {needed:.2f}", round(best.score, 4))
    if len(found) > 1 and (status == "ambiguous" or found[1].score >= _NEAR):
        yield _rival(gazetteer, found, status)


def _exact(gazetteer: Gazetteer, text: str, match: Match) -> Iterator[Evidence]:
    name = match.name
    about = [] if name.lang == "und" else [name.kind, name.lang]
    if source := _source(gazetteer, match):
        about.append(f"from {source}")
    where = f" ({', '.join(about)})" if about else ""
    if match.undone:
        says = f"{text} is a form of {match.name.text}{where}"
        yield Evidence("inflected", says, round(match.score, 4))
    else:
        yield Evidence("exact", f"{match.name.text} is a known name{where}", round(match.score, 4))


def _source(gazetteer: Gazetteer, match: Match) -> str | None:
    """Return where a name is from, if that is not where its entity is from."""
    about = (match.name.text, match.name.lang, match.name.kind)
    names = gazetteer.entity(match.entity).names
    return next((name.source for name in names if (name.text, name.lang, name.kind) == about), None)


def _spelling(gazetteer: Gazetteer, text: str, lang: str, match: Match) -> Iterator[Evidence]:
    for read in readings.explain(text, lang):
        sounds = "".join(step.sounds for step in read.steps)
        yield Evidence("reading", f"{read.word} reads {sounds} ({read.orthography})")
    parts = readings.split(text, lang)
    known = [gazetteer.index.word(word) for word in match.name.words]
    for pair in match.pairs:
        written = " ".join(parts[place] for place in pair.written)
        stands = " ".join(known[place] for place in pair.known)
        yield Evidence("word", f"{written} stands for {stands}", round(pair.similarity, 4))
    covered = {place for pair in match.pairs for place in pair.known}
    if missing := [word for place, word in enumerate(known) if place not in covered]:
        yield Evidence("missing", f"{' '.join(missing)} of {match.name.text} is not in the text")
    if match.facts:
        yield from _sounds(gazetteer, dict(zip(FACTS, match.facts, strict=True)))
    yield Evidence("spelling", f"{text} spells {match.name.text}", round(match.score, 4))


def _sounds(gazetteer: Gazetteer, facts: dict[str, float]) -> Iterator[Evidence]:
    """Yield what the sounds say, and what speaks against the match."""
    enough = facts["telling"] > 0
    names, nats = f"{gazetteer.index.size:,}", f"{facts['heard']:.1f}"
    yield Evidence(
        "sounds",
        f"Their sounds {'single' if enough else 'do not single'} out one of {names} names ({nats} nats)",
    )
    if facts["swapped"]:
        yield Evidence("order", "They come in another order")
    if facts["initials"]:
        yield Evidence("initial", "Of some only the initial is written")


def _rival(gazetteer: Gazetteer, found: Sequence[Match], status: Status) -> Evidence:
    best, other = found[0], found[1]
    competing = rivals(gazetteer, found)
    entity, name = gazetteer.entity(other.entity), gazetteer.entity(best.entity).name
    sure = certainty(best.score, [score for _, score in competing])
    if status == "ambiguous":
        says = f"may be meant as well: {name} is but {sure:.2f} certain"
    elif best.as_it_stands and not other.as_it_stands:
        says = "only sounds like it"
    elif competing[0][1] < other.score:
        says = f"is near, but the press means {name} more often"
    else:
        says = f"is further off: {name} is {sure:.2f} certain"
    return Evidence("rival", f"{entity.name} ({entity.id}) {says}", round(other.score, 4))
