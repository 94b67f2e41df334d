"""Entities and their names: the records a gazetteer is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal, get_args

import msgspec

from pipeline.article import EntityType
from pipeline.errors import RecordError
from pipeline.names.fold import fold
from pipeline.names.readings import split

Kind = Literal["full", "short", "alias", "acronym", "title", "demonym", "former"]
KINDS: tuple[Kind, ...] = get_args(Kind)
TYPES: tuple[EntityType, ...] = get_args(EntityType)
# What a record's source is called where it does not say: it is a user's own.
OWN = "own"


# A million of these lie in memory during a build: the collector of cycles, of which there are none, is
# told to leave them alone (gc=False), which saves its time and 16 bytes each.
class Name(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One name of an entity: how the writers of `lang` (BCP 47 or "und") spell it.

    `kind` tells a full name from a short form ("Shin"), another name ("MBS"), an acronym, an office, the
    name of the people ("Ukrainian") or a name no longer in use ("Kiev"). `source` says where the name is
    from if that is not where its entity is from.
    """

    text: str
    lang: str = "und"
    kind: Kind = "full"
    source: str | None = None


class Entity(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """A person, place, organisation or other thing with one canonical `name` (English, unless said).

    `family` is the part of a person's canonical name that stands alone in the press. `weight` (0 to 1)
    says how often the press means this entity when a name could be several. `born` (a date, a month or a
    year of ISO 8601), `coordinates` (degrees north and east) and `offices` are facts that tell namesakes
    apart. gazetteers/entity.schema.json describes every field.
    """

    id: str
    type: EntityType
    name: str
    names: tuple[Name, ...] = ()
    family: str | None = None
    country: str | None = None
    description: str | None = None
    weight: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.5
    born: Annotated[str, msgspec.Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = None
    coordinates: tuple[float, float] | None = None
    offices: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    source: str = OWN

    def all_names(self) -> Iterator[Name]:
        """Yield the canonical name first, then every other name once, whoever else has it too."""
        once: dict[tuple[str, str, str], Name] = {}
        for name in (Name(self.name, "en"), *self.names):
            once.setdefault((name.text, name.lang, name.kind), name)
        yield from once.values()

    def borrowed(self, other: Entity) -> Iterator[Name]:
        """Yield the names of another record as names of this entity: where they are from is told."""
        for name in other.all_names():
            source = other.source_of(name)
            yield Name(name.text, name.lang, name.kind, None if source == self.source else source)

    def source_of(self, name: Name) -> str:
        """Return where one of the names is from."""
        return name.source or self.source


# Felipe VI and Martin Luther King Jr have no family name where one would look for it.
_NUMERAL = re.compile(r"[IVX]+|Jr|Sr")


def family_place(entity: Entity) -> tuple[int, int] | None:
    """Return the words of a person's canonical name that stand alone in the press, as [first, last).

    Where the record does not say, the last word; None for a name of one word and for what is no person.
    """
    if entity.type != "PER":
        return None
    words = [fold(word) for word in split(entity.name)]
    if entity.family:
        own = [fold(word) for word in split(entity.family)]
        for at in range(len(words) - len(own) + 1):
            if words[at : at + len(own)] == own:
                return at, at + len(own)
    if len(words) < 2 or _NUMERAL.fullmatch(split(entity.name)[-1]):
        return None
    return len(words) - 1, len(words)


def short_names(entity: Entity) -> Iterator[Name]:
    """Yield the names a person goes by once introduced: the family's words of each full name.

    Where a name does not spell the family as the canonical one does, they are the words at the same end:
    as many, or, in a name of more or fewer words, as many as spaces divide (السيسي for el-Sisi).
    """
    place = family_place(entity)
    if place is None:
        return
    canonical = [fold(word) for word in split(entity.name)]
    own = canonical[slice(*place)]
    for name in entity.all_names():
        if name.kind != "full":
            continue
        words, size = split(name.text), len(own)
        folded = [fold(word) for word in words]
        ends = [folded[:size], folded[-size:]]
        if own in ends:
            first = ends[0] == own
        elif place[0] == 0 or place[1] == len(canonical):
            first = place[0] == 0
            if len(words) != len(canonical) and " " in name.text:
                words, size = tuple(name.text.split()), len((entity.family or own[0]).split())
        else:
            continue
        chosen = words[:size] if first else words[-size:]
        if (
            len(words) > size and len("".join(chosen)) > 1
        ):  # one letter of hangul or Han is a surname of thousands
            yield Name(" ".join(chosen), name.lang, "short")


_decoder = msgspec.json.Decoder(Entity)


def decode(line: str | bytes, where: str) -> Entity:
    """Read one record from a line of JSON; fields exonym does not know are ignored.

    Raises RecordError, naming the place (`where`) and the field that is wrong.
    """
    try:
        entity = _decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RecordError(
            f"not a gazetteer record: {error}",
            where=where,
            hint='A record looks like {"id": "per.shin-won-sik", "type": "PER", "name": "Shin Won-sik"}',
        ) from None
    if not entity.name.strip() or not entity.id:
        raise RecordError("a record needs an id and a name that is not blank", where=where)
    return entity
