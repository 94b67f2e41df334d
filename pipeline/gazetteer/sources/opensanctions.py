"""OpenSanctions: a dataset in FollowTheMoney, whole the first time and afterwards by its deltas.

Formats: https://www.opensanctions.org/faq/80/bulk-deltas/ ; index.json has version, resources (of which
entities.ftm.json is wanted, with its SHA-1) and delta_url. The delta index maps versions to files of lines
{"op": "ADD" | "MOD" | "DEL", "entity": {...}}, each telling the step from the version before. It reaches back
some weeks; what is older is loaded whole.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from pipeline.errors import FetchError, NotThereError, RecordError
from pipeline.fetch.answers import json_of
from pipeline.fetch.download import forget
from pipeline.fetch.stamp import Stamp
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.harvest import Found, Task
from pipeline.gazetteer.sources import ftm, lines

_ENTITIES = "entities.ftm.json"


class _Resource(msgspec.Struct):
    name: str
    url: str
    checksum: str = ""


class _Index(msgspec.Struct):
    version: str
    resources: list[_Resource]
    delta_url: str | None = None


class _Deltas(msgspec.Struct):
    versions: dict[str, str]


class _Step(msgspec.Struct):
    op: Literal["ADD", "MOD", "DEL"]
    entity: msgspec.Raw


class _Gone(msgspec.Struct):
    id: str


def fetch(task: Task) -> Found | None:
    """Harvest a dataset, None if its version is the one held; raises FetchError."""
    copy = task.download(task.source.url)
    index = _read(copy.path, task.source.url, _Index)
    if task.held and task.held.version == index.version:
        return None
    if task.held:
        with contextlib.suppress(NotThereError):  # then it is loaded whole
            steps = _steps(task, index, task.held.version)
            if steps is not None:
                return _by_deltas(task, steps) if steps else None
    resource = next((one for one in index.resources if one.name == _ENTITIES), None)
    if resource is None:
        raise FetchError(
            f"the dataset offers no {_ENTITIES}",
            where=task.source.url,
            hint="Name another dataset's index.json",
        )
    whole = task.download(resource.url, resource.checksum)
    return Found(_whole(whole.path, task.source.topics), (copy.stamp, whole.stamp), index.version)


def _steps(task: Task, index: _Index, base: str) -> list[tuple[str, str]] | None:
    """Return the versions after `base` and where their deltas are, None if `base` is too old for them."""
    if not index.delta_url:
        return None
    known = _read(task.download(index.delta_url).path, index.delta_url, _Deltas).versions
    if not known or base < min(known):
        return None
    return sorted((version, url) for version, url in known.items() if base < version <= index.version)


def _by_deltas(task: Task, steps: list[tuple[str, str]]) -> Found:
    """Bring the records held forward by the deltas, of which a later one wins."""
    changed: dict[str, Entity | None] = {}
    bad: list[RecordError] = []
    stamps: list[Stamp] = []
    for _, url in steps:
        copy = task.download(url)
        stamps.append(copy.stamp)
        for where, line in lines.read(copy.path):
            step = line if isinstance(line, RecordError) else _step(line, where)
            if isinstance(step, RecordError):
                bad.append(step)
            else:
                changed[step[0]] = _wanted(step[1], task.source.topics) if step[1] else None
        forget(copy)
    return Found(_forward(task, changed, bad), tuple(stamps), steps[-1][0])


def _forward(
    task: Task, changed: dict[str, Entity | None], bad: list[RecordError]
) -> Iterator[Entity | RecordError]:
    yield from bad
    for record in task.records():
        after = changed.pop(record.id, record)
        if after is not None:
            yield after
    yield from filter(None, changed.values())


def _step(line: str, where: str) -> tuple[str, ftm.Record | None] | RecordError:
    """Return the id a line of a delta is about, and the record as it is now, None if it is gone."""
    try:
        step = msgspec.json.decode(line, type=_Step)
        if step.op == "DEL":
            return msgspec.json.decode(step.entity, type=_Gone).id, None
    except (msgspec.DecodeError, RecursionError) as error:
        return RecordError(
            f"not a line of a delta: {error}", where=where,
            hint='It looks like {"op": "MOD", "entity": {"id": "x", "schema": "Person", "properties": {}}}',
        )  # fmt: skip
    record = ftm.decode(step.entity, where)
    return record if isinstance(record, RecordError) else (record.id, record)


def _whole(path: Path, topics: tuple[str, ...]) -> Iterator[Entity | RecordError]:
    for where, line in lines.read(path):
        record = line if isinstance(line, RecordError) else ftm.decode(line, where)
        found = record if isinstance(record, RecordError) else _wanted(record, topics)
        if found is not None:
            yield found


def _wanted(record: ftm.Record, topics: tuple[str, ...]) -> Entity | None:
    """Return the entity of a record that has one of these topics, or any where none are asked for."""
    if topics and not set(topics) & set(record.properties.get("topics", ())):
        return None
    return ftm.entity(record)


def _read(path: Path, url: str, kind: type[Any]) -> Any:
    found = json_of(path.read_bytes(), url)
    try:
        return msgspec.convert(found, kind)
    except msgspec.ValidationError as error:
        path.unlink()  # else the next refresh would be told that it has not changed
        raise FetchError(
            f"this is no index of OpenSanctions: {error}", where=url, hint="Check the address in sources.toml"
        ) from error
