"""The reasons for a verdict, in sentences a person can follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.article import Evidence, Status
from pipeline.gazetteer.lookup import Match, rival
from pipeline.names import readings, weights

if TYPE_CHECKING:
    from pipeline.gazetteer.store import Gazetteer


def reasons(
    gazetteer: Gazetteer, text: str, lang: str, found: Sequence[Match], status: Status
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
    numbers = weights.load().verdict
    needed = numbers.threshold_for(gazetteer.index.size)
    if status == "unknown":
        name = gazetteer.entity(best.entity).name
        yield Evidence("threshold", f"{name} is nearest, but a link needs {needed:.2f}", round(best.score, 4))
    if len(found) > 1 and found[1].score >= needed:
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
    yield Evidence("spelling", f"{text} spells {match.name.text}", round(match.score, 4))


def _rival(gazetteer: Gazetteer, found: Sequence[Match], status: Status) -> Evidence:
    best = found[0]
    other = (rival(gazetteer, found) if status == "ambiguous" else None) or found[1]
    entity = gazetteer.entity(other.entity)
    gap = best.score - other.score
    if status == "ambiguous":
        says = "is as likely"
    elif gap >= weights.load().verdict.margin:
        says = f"is {gap:.2f} further off"
    elif best.as_it_stands and other.how == "spelling":
        says = "only sounds like it"
    else:
        says = f"is as near, but the press means {gazetteer.entity(best.entity).name} more often"
    return Evidence("rival", f"{entity.name} ({entity.id}) {says}", round(other.score, 4))
