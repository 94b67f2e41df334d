"""Rewriting: the text with each mention in its canonical spelling, every change listed and reversible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from pipeline.article import Change, Mention, Normalized


def rewrite(
    text: str, lang: str, mentions: Sequence[Mention], of: Literal["source", "translation"] = "source"
) -> Normalized:
    """Put the rendering of each linked mention into the text; `mentions` count in `text`, in order.

    The mentions of the result count in the new text.
    """
    pieces: list[str] = []
    changes: list[Change] = []
    moved: list[Mention] = []
    at = written = 0
    for mention in mentions:
        form = mention.text
        if mention.status == "linked" and mention.rendering and mention.rendering != mention.text:
            form = mention.rendering
            assert mention.entity is not None
            reason = mention.evidence[0].says if mention.evidence else ""
            changes.append(Change(mention.start, mention.end, mention.text, form, mention.entity, reason))
        pieces += [text[at : mention.start], form]
        start = written + mention.start - at
        written = start + len(form)
        at = mention.end
        moved.append(msgspec.structs.replace(mention, start=start, end=written, text=form))
    pieces.append(text[at:])
    return Normalized(text="".join(pieces), lang=lang, of=of, changes=tuple(changes), mentions=tuple(moved))


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
