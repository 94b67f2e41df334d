"""Rewriting: the text with each mention in its canonical spelling, every change listed and reversible."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from pipeline.article import Change, Mention, Normalized
from pipeline.mentions.words import SOLID
from pipeline.names.fold import APOSTROPHES

# What is done with names: nothing, the canonical spelling in place of the writer's, or once after it.
Style = Literal["keep", "canonical", "annotate"]

# What is written onto a name: a possessive, a particle, a case suffix.
_WRITTEN_ON = re.compile(rf"(?:[{APOSTROPHES}]?(?![{SOLID}])\w)*")
# An English article before a name: "the Hague" has The Hague's own.
_ARTICLE = re.compile(r"(?:^|\W)[Tt]he\s$")


def rewrite(
    text: str,
    lang: str,
    mentions: Sequence[Mention],
    of: Literal["source", "translation"] = "source",
    style: Style = "canonical",
) -> Normalized:
    """Put the canonical spelling of each linked mention into the text; `mentions` count in `text`, in order.

    With the style "annotate" the writer's spelling stays, and the canonical name follows in brackets after
    the first mention of each entity spelt otherwise: "Szin Won Sik (Shin Won-sik)". With "keep" the text
    stays as it is. The mentions of the result count in the new text.
    """
    changes = tuple(_STYLES[style](text, mentions))
    pieces: list[str] = []
    at = 0
    for change in changes:
        pieces += [text[at : change.start], change.replacement]
        at = change.end
    pieces.append(text[at:])
    return Normalized(
        text="".join(pieces), lang=lang, of=of, changes=changes, mentions=tuple(_moved(mentions, changes))
    )


def undo(normalized: Normalized) -> str:
    """Return the text as it was before a rewriting, to the letter."""
    pieces: list[str] = []
    at = shift = 0
    for change in normalized.changes:
        start = change.start + shift
        pieces += [normalized.text[at:start], change.text]
        at = start + len(change.replacement)
        shift += len(change.replacement) - len(change.text)
    pieces.append(normalized.text[at:])
    return "".join(pieces)


def _keep(text: str, mentions: Sequence[Mention]) -> Iterator[Change]:
    """Change nothing."""
    yield from ()


def _canonical(text: str, mentions: Sequence[Mention]) -> Iterator[Change]:
    """Yield a change for each mention whose rendering is not what stands there."""
    for mention in mentions:
        if _lost(mention):
            yield _put_in(mention)
        elif _spelt_otherwise(mention):
            written = mention.rendering or ""
            if _ARTICLE.search(text[max(mention.start - 5, 0) : mention.start]):
                written = written.removeprefix("The ")
            yield _change(mention, mention.start, mention.end, mention.text, written)


def _annotate(text: str, mentions: Sequence[Mention]) -> Iterator[Change]:
    """Yield an insertion after the first mention of each entity spelt otherwise, and what is written onto it.

    Where the writer has put the canonical name in brackets there is nothing to add.
    """
    done: set[str | None] = set()
    for place, mention in enumerate(mentions):
        if _lost(mention):
            yield _put_in(mention)
            continue
        if not _spelt_otherwise(mention) or mention.entity in done:
            continue
        done.add(mention.entity)
        stop = mentions[place + 1].start if place + 1 < len(mentions) else len(text)
        suffix = _WRITTEN_ON.match(text, mention.end, stop)
        end = suffix.end() if suffix else mention.end
        note = f" ({mention.name})"
        if not text.startswith(note, end):
            yield _change(mention, end, end, "", note)


_STYLES: dict[Style, Callable[[str, Sequence[Mention]], Iterator[Change]]] = {
    "keep": _keep,
    "canonical": _canonical,
    "annotate": _annotate,
}


def _spelt_otherwise(mention: Mention) -> bool:
    return mention.status == "linked" and bool(mention.rendering) and mention.rendering != mention.text


def _lost(mention: Mention) -> bool:
    """Tell whether a mention has no length: the name is in the source and the translation has lost it."""
    return mention.start == mention.end


def _put_in(mention: Mention) -> Change:
    """Return the insertion of a name that the translation has lost, in the brackets of an editor."""
    return _change(mention, mention.start, mention.end, "", f" [{mention.rendering}]")


def _change(mention: Mention, start: int, end: int, text: str, replacement: str) -> Change:
    assert mention.entity is not None
    reason = mention.evidence[0].says if mention.evidence else ""
    return Change(start, end, text, replacement, mention.entity, reason)


def _moved(mentions: Sequence[Mention], changes: Sequence[Change]) -> Iterator[Mention]:
    """Yield the mentions as they stand in the new text."""
    shift = next_change = 0
    for mention in mentions:
        while next_change < len(changes) and changes[next_change].end <= mention.start:
            if _lost(mention) and changes[next_change].start == mention.start:
                break
            shift += len(changes[next_change].replacement) - len(changes[next_change].text)
            next_change += 1
        form, start = mention.text, mention.start + shift
        if next_change < len(changes) and changes[next_change].start == mention.start:
            form = changes[next_change].replacement
        if _lost(mention):
            if not form:
                continue  # the text is to stay as it is
            form, start = mention.rendering or "", start + len(" [")
        yield msgspec.structs.replace(mention, start=start, end=start + len(form), text=form)
