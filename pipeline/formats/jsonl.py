"""JSON Lines in and out: articles between stages, names to look up, and the answers.

Every stage reads what every other writes, so nothing may be lost on the way: `read_article` of what
`write_article` wrote is the same article, and fields exonym does not know go round as they came.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

from pipeline.article import Article, Candidate, EntityType, Evidence, Mention, Status
from pipeline.errors import InputError
from pipeline.language.codes import spelt

_Struct = TypeVar("_Struct", bound=msgspec.Struct)

_ARTICLE = '{"id": "1", "text": "Shin Won-sik ...", "lang": "ko"}'
_QUERY = '{"id": "1", "text": "Szin Won Sik", "lang": "pl"}'
_UTF_16 = "Write it as UTF-8, for instance with: iconv -f UTF-16 -t UTF-8"
_FIELDS = frozenset(Article.__struct_fields__) - {"extra"}
_ALWAYS = ("start", "end", "text", "type", "status", "entity", "name", "score")


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """A name to look up: how it is spelt, in which language (BCP 47, None if not known), and of what type.

    `country` (an ISO 3166-1 code or a name) and `office` help to choose; `extra` holds the other fields.
    """

    id: str
    text: str
    lang: str | None = None
    type: EntityType | None = None
    country: str | None = None
    office: str | None = None
    extra: dict[str, Any] = msgspec.field(default_factory=dict)


_QUERY_FIELDS = frozenset(Query.__struct_fields__) - {"extra"}


def read_article(line: str | bytes, where: str) -> Article:
    """Read one article from a line of JSON, with whatever earlier stages found in it.

    `where` ("news.jsonl, line 3") becomes the id of an article without one. A language of "und", "" or
    null is one not told yet, except that "und" stands where an earlier stage has left its outcome.
    Raises InputError, naming the place and what is wrong, for bad JSON, bad UTF-8, a missing text, fields
    of another type, and mentions that do not stand where they say.
    """
    record = _record(line, where, _ARTICLE)
    if record.get("lang") == "und" and not record.get("outcomes"):
        record["lang"] = None
    article = _convert(record, _FIELDS, Article, where, _ARTICLE)
    _check_mentions(article.text, article.mentions, "mentions", where)
    if article.normalized:
        _check_mentions(article.normalized.text, article.normalized.mentions, "normalized.mentions", where)
    return article


def write_article(article: Article) -> str:
    """Return the article as one line of JSON, without the line's end.

    Fields that no stage has filled are left out; `mentions` is there, if only as an empty list, once
    names have been resolved. Raises InputError where the text holds lone surrogates, which no UTF-8 can.
    """
    mentions = [_lean(m) for m in article.mentions]
    row: dict[str, Any] = {"id": article.id, "text": article.text}
    if article.lang is not None:
        row["lang"] = article.lang
    if article.parts:
        row["parts"] = article.parts
    if mentions or article.gazetteer is not None:
        row["mentions"] = mentions
    if article.translation:
        filled = _fields(article.translation).items()
        row["translation"] = {key: value for key, value in filled if value != ()}
    if article.normalized:
        row["normalized"] = {
            **_fields(article.normalized),
            "mentions": [_lean(m) for m in article.normalized.mentions],
        }
    if article.gazetteer is not None:
        row["gazetteer"] = article.gazetteer
    if article.outcomes:
        row["outcomes"] = article.outcomes
    row.update((key, value) for key, value in article.extra.items() if key not in _FIELDS)
    return _dump(row, article.id)


def read_query(line: str | bytes, where: str) -> Query:
    """Read one name to look up from a line of JSON; ids and languages as in `read_article`.

    Raises InputError, naming the place and what is wrong.
    """
    record = _record(line, where, _QUERY)
    for key in ("lang", "type", "country", "office"):
        if record.get(key) in ("", "und"):
            record[key] = None
    return _convert(record, _QUERY_FIELDS, Query, where, _QUERY)


def write_answer(
    query: str,
    *,
    status: Status,
    entity: str | None = None,
    name: str | None = None,
    score: float = 0.0,
    candidates: Iterable[Candidate] = (),
    evidence: Iterable[Evidence] = (),
) -> str:
    """Return the answer to a query (its id) as one line of JSON, without the line's end.

    `candidates` are written best first, whatever order they come in.
    """
    return _dump(
        {
            "id": query,
            "status": status,
            "entity": entity,
            "name": name,
            "score": score,
            "candidates": sorted(candidates, key=lambda c: -c.score),
            "evidence": list(evidence),
        },
        query,
    )


def _record(line: str | bytes, where: str, like: str) -> dict[str, Any]:
    """Return the object on a line, with its id and language in order."""
    hint = f"Each line is one JSON object in UTF-8, such as {like}"
    try:
        record = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf") if isinstance(line, bytes) else line)
    except UnicodeError as error:
        raise InputError(f"not UTF-8 ({error})", where=where, hint=hint) from None
    except (msgspec.MsgspecError, RecursionError) as error:
        if isinstance(line, bytes) and b"\0" in line:
            raise InputError("in UTF-16, it seems, not UTF-8", where=where, hint=_UTF_16) from None
        raise InputError(f"not JSON ({error})", where=where, hint=hint) from None
    if not isinstance(record, dict):
        raise InputError(f"a JSON object is expected, not {type(record).__name__}", where=where, hint=hint)
    if record.get("text") is None:
        raise InputError('there is no "text"', where=where, hint=hint)
    number = record.get("id")
    if number in (None, ""):
        record["id"] = where
    elif isinstance(number, int) and not isinstance(number, bool):
        record["id"] = str(number)
    if isinstance(lang := record.get("lang"), str):
        record["lang"] = spelt(lang) or None
    return record


def _convert(
    record: dict[str, Any], known: frozenset[str], into: type[_Struct], where: str, like: str
) -> _Struct:
    """Turn a record into a struct, leaving nulls to the defaults and unknown fields to `extra`."""
    fields = {key: value for key, value in record.items() if key in known and value is not None}
    extra = {key: value for key, value in record.items() if key not in known}
    try:
        return msgspec.convert({**fields, "extra": extra}, into)
    except msgspec.ValidationError as error:
        raise InputError(
            f"a field is not as expected ({error})", where=where, hint=f"Such as {like}"
        ) from None


def _check_mentions(text: str, mentions: tuple[Mention, ...], field: str, where: str) -> None:
    for number, mention in enumerate(mentions):
        if not 0 <= mention.start <= mention.end or text[mention.start : mention.end] != mention.text:
            raise InputError(
                f"{field}[{number}] says {mention.text!r}, which is not at {mention.start}..{mention.end}",
                where=where,
                hint="Offsets count Unicode code points of the text, from 0, the end not included",
            )


def _fields(value: msgspec.Struct) -> dict[str, Any]:
    return {key: getattr(value, key) for key in value.__struct_fields__}


def _lean(mention: Mention) -> dict[str, Any]:
    """Return the fields every reader expects, and of the others those that say something."""
    row = {key: getattr(mention, key) for key in _ALWAYS}
    if mention.role != "name":
        row["role"] = mention.role
    if mention.rendering is not None:
        row["rendering"] = mention.rendering
    if mention.candidates:
        row["candidates"] = mention.candidates
    if mention.evidence:
        row["evidence"] = mention.evidence
    return row


def _dump(row: dict[str, Any], name: str) -> str:
    try:
        return msgspec.json.encode(row).decode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"cannot be written as UTF-8 ({error})",
            where=name,
            hint="Replace the lone surrogates in its text",
        ) from None
