"""The places of gazetteers/world, read for the words of their names; no gazetteer is opened for it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from pipeline import resources


class PlaceName(msgspec.Struct):
    """A name of a place: its text, language (BCP 47) and kind, as gazetteers/entity.schema.json has them."""

    text: str
    lang: str = "und"
    kind: str = "full"


class Place(msgspec.Struct):
    """A place by its English name, and its other names."""

    name: str
    names: list[PlaceName] = []

    def peoples(self) -> list[str]:
        """Return its English demonyms."""
        return [name.text for name in self.names if (name.kind, name.lang) == ("demonym", "en")]


def places(file: str, lang: str | None = None) -> Iterator[Place]:
    """Yield the places of a file ("countries", "cities"), all or those that have a name in `lang`."""
    needed = f'"{lang}"'.encode() if lang else b""
    for line in (resources.gazetteers() / "world" / f"{file}.jsonl").read_bytes().splitlines():
        if line and needed in line:  # a look at the bytes spares reading most of the cities
            yield msgspec.json.decode(line, type=Place)
