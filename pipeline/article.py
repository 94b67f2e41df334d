"""What flows through the pipeline: an article and the things found in it, all immutable.

Offsets are Unicode code points, half open, and `text[start:end]` is always the surface of a span. They
count in the text that owns them: an article's mentions in the article's own text, the mentions of a
`Normalized` in the normalized text.
"""

from __future__ import annotations

from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec

EntityType = Literal["PER", "LOC", "ORG", "EVT", "PRO", "MISC"]
Status = Literal["linked", "ambiguous", "unknown", "demonym"]
Role = Literal["name", "short", "acronym", "demonym"]


class Part(msgspec.Struct, frozen=True):
    """A stretch of text in one language. `lang` is BCP 47 or "und", `confidence` runs from 0 to 1."""

    start: int
    end: int
    lang: str
    confidence: float


class Evidence(msgspec.Struct, frozen=True):
    """One reason for a verdict.

    `rule` names the kind of reason ("spelling", "exact", "short-form", "rival" ...), `says` is a sentence
    a person can follow, `score` is its weight from 0 to 1 where it has one.
    """

    rule: str
    says: str
    score: float | None = None


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """An entity that a name may stand for. `score` runs from 0 to 1."""

    entity: str
    name: str
    score: float


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a text where somebody or something is named, and the verdict on who or what that is.

    `entity` and `name` (the canonical name) are set when `status` is "linked". An unknown name carries a
    provisional entity ("new:...") that all its spellings in the article share, and the best of these as its
    `name`. A demonym ("Ukrainian") carries the country, of which it is no name. `rendering` is the
    canonical spelling at the granularity the writer chose: "Shin" for "Szin", not "Shin Won-sik"; it is
    None where the text is to be left alone.
    """

    start: int
    end: int
    text: str
    type: EntityType
    status: Status
    entity: str | None = None
    name: str | None = None
    score: float = 0.0
    role: Role = "name"
    rendering: str | None = None
    candidates: tuple[Candidate, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class SentencePair(msgspec.Struct, frozen=True):
    """A sentence of the article (`start`, `end`) and its translation (`target_start`, `target_end`)."""

    start: int
    end: int
    target_start: int
    target_end: int


class Carried(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of one name that was put into the source before translation.

    `start` and `end` are the mention's place in the article; `form` is what was put there; `how` tells
    whether it came out "verbatim", "restored" from a placeholder or an ASCII form, or "missed".
    `term` says that it is a term of the user's glossary, which no name may replace.
    """

    start: int
    end: int
    form: str
    how: Literal["verbatim", "restored", "missed"]
    term: bool = False


class Translation(msgspec.Struct, frozen=True, kw_only=True):
    """A translation of an article's text. `sentences` is empty where the pairs are not known."""

    lang: str
    text: str
    engine: str = ""
    sentences: tuple[SentencePair, ...] = ()
    names: tuple[Carried, ...] = ()


class Change(msgspec.Struct, frozen=True):
    """One rewriting: `text` at `start`..`end` of the text before became `replacement`, and why."""

    start: int
    end: int
    text: str
    replacement: str
    entity: str
    reason: str


class Normalized(msgspec.Struct, frozen=True, kw_only=True):
    """The text with one canonical spelling per entity.

    `of` says which text was rewritten: the article's own ("source") or its "translation". `mentions`
    count in this text; `changes` count in the text before, in order, so that each can be undone.
    """

    text: str
    lang: str
    of: Literal["source", "translation"] = "source"
    changes: tuple[Change, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How one stage went on one article: "ok", "skipped" (nothing to do, see message) or "failed"."""

    stage: str
    status: Literal["ok", "skipped", "failed"]
    message: str = ""
    seconds: float = 0.0


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An article on its way through the stages. The text is never altered.

    `lang` is BCP 47, "und" where it cannot be told, None before detection. `gazetteer` is the version
    the names were resolved against. `extra` holds the fields of the input that exonym does not know;
    they are written back as they came.
    """

    id: str
    text: str
    lang: str | None = None
    parts: tuple[Part, ...] = ()
    mentions: tuple[Mention, ...] = ()
    translation: Translation | None = None
    normalized: Normalized | None = None
    gazetteer: str | None = None
    outcomes: tuple[Outcome, ...] = ()
    extra: dict[str, Any] = msgspec.field(default_factory=dict)

    def with_(self, **changes: Any) -> Article:
        """Return a copy with some fields replaced."""
        return msgspec.structs.replace(self, **changes)

    @property
    def origins(self) -> tuple[str, ...]:
        """What it is from: its id and, where its input had them, its "source" and the host of its "url"."""
        source, url = self.extra.get("source"), self.extra.get("url")
        host = urlsplit(url).hostname if isinstance(url, str) else None
        return tuple(one for one in (self.id, source, host) if isinstance(one, str) and one)

    @property
    def failed(self) -> bool:
        """True if some stage failed on this article."""
        return any(o.status == "failed" for o in self.outcomes)
