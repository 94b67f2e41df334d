"""Publishers of names in small: a server that speaks the formats of the real ones, with data of our own."""

from __future__ import annotations

import email.utils
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.server import Asked, Reply, Server

INDEX = "/datasets/latest/default/index.json"


def person(id: str, name: str, *aliases: str, topics: tuple[str, ...] = ("role.pep",)) -> dict[str, Any]:
    properties = {"name": [name], "alias": list(aliases), "topics": list(topics)}
    return {"id": id, "schema": "Person", "caption": name, "properties": properties, "datasets": ["x"]}


def jsonl(*rows: Any) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


class OpenSanctions:
    """A dataset in versions: `publish` makes the next one, with the delta from the one before."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.people: dict[str, dict[str, Any]] = {}
        self.deltas: dict[str, str] = {}
        self.index: dict[str, Any] = {}

    def publish(self, version: str, *people: dict[str, Any], gone: Iterable[str] = ()) -> None:
        steps = [{"op": "MOD" if one["id"] in self.people else "ADD", "entity": one} for one in people]
        steps += [{"op": "DEL", "entity": {"id": id_}} for id_ in gone]
        self.people |= {one["id"]: one for one in people}
        for id_ in gone:
            del self.people[id_]
        at = f"/artifacts/default/{version}"
        whole = jsonl(*self.people.values())
        routes = self.server.routes
        routes[f"{at}/entities.ftm.json"] = Reply(whole, etag=f'"{version}"')
        # The real server keeps a stable address that leads to the version.
        latest = "/datasets/latest/default/entities.ftm.json"
        routes[latest] = Reply(status=302, headers={"Location": f"{at}/entities.ftm.json"})
        routes[f"{at}/entities.delta.json"] = Reply(jsonl(*steps), etag=f'"d{version}"')
        self.deltas[version] = f"{self.server.address}{at}/entities.delta.json"
        delta_index = "/artifacts/default/delta.json"
        routes[delta_index] = Reply(json.dumps({"versions": self.deltas}).encode())
        self.index = {
            "name": "default",
            "version": version,
            "resources": [
                {"name": "names.txt", "url": f"{self.server.address}/names.txt"},
                {
                    "name": "entities.ftm.json",
                    "url": f"{self.server.address}{latest}",
                    "checksum": hashlib.sha1(whole).hexdigest(),
                    "size": len(whole),
                },
            ],
            "delta_url": f"{self.server.address}{delta_index}",
        }
        self.announce()

    def announce(self) -> None:
        body = json.dumps(self.index).encode()
        self.server.routes[INDEX] = Reply(body, etag=f'"{hashlib.md5(body).hexdigest()}"')


def place(number: int, name: str, people: int, country: str = "PL", kind: str = "P") -> str:
    columns = [str(number), name, name, "", "52.1", "21.0", kind, "PPL", country, *[""] * 5, str(people)]
    return "\t".join([*columns, "", "", "Europe/Warsaw", "2024-01-01"])


def name(number: int, place: int, lang: str, text: str, preferred: str = "") -> str:
    return "\t".join([str(number), str(place), lang, text, preferred, "", "", "", "", ""])


def zipped(**files: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for title, text in files.items():
            archive.writestr(f"{title}.txt", text)
    return held.getvalue()


class GeoNames:
    """A dump that was made some days ago, and the files of the days since."""

    def __init__(self, server: Server, places: list[str], names: list[str], days_ago: int = 1) -> None:
        self.server = server
        self.made = datetime.now(UTC).date() - timedelta(days=days_ago)
        stamp = email.utils.formatdate(
            datetime(self.made.year, self.made.month, self.made.day, 3, tzinfo=UTC).timestamp(), usegmt=True
        )
        cities = zipped(cities15000="".join(f"{row}\n" for row in places))
        alternates = zipped(**{"iso-languagecodes": "x\n", "alternateNamesV2": "\n".join(names) + "\n"})
        server.routes["/dump/cities15000.zip"] = Reply(cities, modified=stamp)
        server.routes["/dump/alternateNamesV2.zip"] = Reply(alternates, modified=stamp)

    def day(self, day: date, **rows: list[str]) -> None:
        """Publish what changed on a day: modifications, deletes, alternateNamesModifications, ...Deletes."""
        for kind in ("modifications", "deletes", "alternateNamesModifications", "alternateNamesDeletes"):
            body = "".join(f"{row}\n" for row in rows.get(kind, ())).encode()
            self.server.routes[f"/dump/{kind}-{day}.txt"] = Reply(body)


def item(id: str, label: str, *classes: str, **labels: str) -> dict[str, Any]:
    values = [{"entity-type": "item", "id": number} for number in classes]
    claims = [
        {"mainsnak": {"snaktype": "value", "datavalue": {"value": value}}, "rank": "normal"}
        for value in values
    ]
    texts = {"en": label, **labels}
    return {
        "type": "item",
        "id": id,
        "labels": {lang: {"language": lang, "value": text} for lang, text in texts.items()},
        "aliases": [],
        "claims": {"P31": claims},
    }


class Wikidata:
    """A query service and an API with the same items; `modified` says when each was changed."""

    def __init__(self, server: Server, *items: dict[str, Any]) -> None:
        self.items = {one["id"]: one for one in items}
        self.modified = {one["id"]: "2024-01-01T00:00:00Z" for one in items}
        self.asked: list[list[str]] = []
        self.queries: list[str] = []
        server.routes["/sparql"] = self.query
        server.routes["/w/api.php"] = self.entities

    def query(self, asked: Asked) -> Reply:
        self.queries.append(asked.fields["query"])
        rows = [
            {
                "item": {"type": "uri", "value": f"http://www.wikidata.org/entity/{id_}"},
                "modified": {"type": "literal", "value": when},
            }
            for id_, when in self.modified.items()
        ]
        body = {"head": {"vars": ["item", "modified"]}, "results": {"bindings": rows}}
        return Reply(json.dumps(body).encode(), headers={"Content-Type": "application/sparql-results+json"})

    def entities(self, asked: Asked) -> Reply:
        wanted = asked.fields["ids"].split("|")
        assert len(wanted) <= 50 and asked.fields["maxlag"] == "5"
        assert asked.fields["props"] == "labels|aliases|claims" and "languages" not in asked.fields
        self.asked.append(wanted)
        found = {id_: self.items.get(id_, {"id": id_, "missing": ""}) for id_ in wanted}
        return Reply(json.dumps({"entities": found, "success": 1}).encode())
