"""Wikidata from its services: which items there are by SPARQL, and what has changed of them by wbgetentities.

Services: https://www.wikidata.org/wiki/Wikidata:SPARQL_query_service (a query may run for 60 seconds) and
https://www.wikidata.org/w/api.php?action=help&modules=wbgetentities (50 items at once, maxlag). Both want a
User-Agent that names a contact, and both may send an error with status 200.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import urlencode

import msgspec

from pipeline.errors import FetchError, RecordError
from pipeline.fetch.answers import json_of
from pipeline.fetch.client import Answer, Passing, retry_after
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.harvest import Found, Task
from pipeline.gazetteer.sources import wikidata

_AT_ONCE = 50
_LAG_SECONDS = 5
_HUMAN, _CITIZENSHIP, _COUNTRY, _OCCUPATION = "Q5", "P27", "P17", "P106"
# What MediaWiki says where waiting helps: https://www.mediawiki.org/wiki/API:Errors_and_warnings
_PASSING = frozenset({"maxlag", "ratelimited", "readonly", "internal_api_error_DBQueryError"})


class _Value(msgspec.Struct):
    value: str


class _Row(msgspec.Struct):
    item: _Value
    modified: _Value


class _Rows(msgspec.Struct):
    bindings: list[_Row]


class _Answer(msgspec.Struct):
    results: _Rows


class _Error(msgspec.Struct):
    code: str
    info: str = ""


class _Failure(msgspec.Struct):
    error: _Error


def fetch(task: Task) -> Found | None:
    """Harvest the items that are there now, of which those not changed are taken from what is held.

    None if nothing has changed. Raises FetchError.
    """
    if not task.client.manners.contact:
        raise FetchError(
            "Wikidata wants to know whom to write to about what a program does",
            where=task.source.url,
            hint="Set EXONYM_CONTACT to an e-mail address or a web page of yours",
        )
    now: dict[str, str] = {}
    pairs = list(product(task.source.classes, task.source.countries or ("",)))
    for at, (kind, country) in enumerate(pairs):
        task.progress(f"asking {task.name}", at, len(pairs))
        now |= _items(task, _query(task, kind, country))
    before: dict[str, str] = task.held.memory["modified"] if task.held else {}
    if task.held and now == before:
        return None
    changed = sorted(item for item, modified in now.items() if before.get(item) != modified)
    return Found(_records(task, now, changed), (), max(now.values(), default=""), {"modified": now})


def _query(task: Task, kind: str, country: str) -> str:
    """Return a query for the items of a class, in a country, with when they were changed last."""
    facts = [f"?item wdt:P31 wd:{kind}"]
    if country:
        facts.append(f"?item wdt:{_CITIZENSHIP if kind == _HUMAN else _COUNTRY} wd:{country}")
    if task.source.occupations and kind == _HUMAN:
        wanted = " ".join(f"wd:{one}" for one in task.source.occupations)
        facts.append(f"VALUES ?occupation {{ {wanted} }} ?item wdt:{_OCCUPATION} ?occupation")
    if task.source.least_links:
        facts.append(f"?item wikibase:sitelinks ?links FILTER(?links >= {task.source.least_links})")
    facts.append("?item schema:dateModified ?modified")
    return f"SELECT DISTINCT ?item ?modified WHERE {{ {' . '.join(facts)} }}"


def _items(task: Task, query: str) -> dict[str, str]:
    """Return the items a query finds, and when each was changed."""
    url = f"{task.source.url}?{urlencode({'query': query, 'format': 'json'})}"

    def judge(answer: Answer) -> Any:
        """Return what was found; raises FetchError if the query took too long."""
        body = answer.body()
        # A query that runs too long breaks off the JSON and goes on with a trace of Java.
        if b"TimeoutException" in body or b"Query timed out" in body:
            raise FetchError(
                "the query takes too long",
                where=task.source.url,
                hint="Ask for less: a higher least_links, or more occupations or countries in sources.toml",
            )
        return json_of(body, task.source.url)

    found = task.client.ask(url, judge, headers={"Accept": "application/sparql-results+json"})
    try:
        rows = msgspec.convert(found, _Answer).results.bindings
    except msgspec.ValidationError as error:
        raise FetchError(
            f"this is no answer to a query: {error}", where=task.source.url, hint="Check the address"
        ) from error
    return {row.item.value.rpartition("/")[2]: row.modified.value for row in rows}


def _records(task: Task, now: dict[str, str], changed: list[str]) -> Iterator[Entity | RecordError]:
    again = set(changed)
    for record in task.records():
        if record.id in now and record.id not in again:
            yield record
    for at in range(0, len(changed), _AT_ONCE):
        task.progress(f"fetching {task.name}", at, len(changed))
        batch = changed[at : at + _AT_ONCE]
        where = f"{task.source.api}, {batch[0]} to {batch[-1]}"
        yield from wikidata.entities(_entities(task, batch), where, task.source.type)


def _entities(task: Task, batch: list[str]) -> Any:
    """Return the answer of wbgetentities about some items, in all languages."""
    asked = {
        "action": "wbgetentities",
        "ids": "|".join(batch),
        "props": "labels|aliases|claims",
        "format": "json",
        "maxlag": str(_LAG_SECONDS),
    }

    def judge(answer: Answer) -> Any:
        """Return the answer; raises Passing if Wikidata asks for patience."""
        body = answer.body()
        error = _error(body)
        if error and error.code in _PASSING:
            raise Passing(f"Wikidata asks for patience: {error.info}", retry_after(answer.headers))
        return json_of(body, task.source.api)

    return task.client.ask(f"{task.source.api}?{urlencode(asked)}", judge)


def _error(body: bytes) -> _Error | None:
    """Return the error that an answer of MediaWiki is, None if it is none."""
    try:
        return msgspec.json.decode(body, type=_Failure).error
    except (msgspec.DecodeError, RecursionError):
        return None
