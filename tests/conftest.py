"""A small gazetteer of real names, with look-alikes, for every test that needs one."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings

from pipeline.gazetteer import store
from pipeline.gazetteer.entity import Entity, Name
from pipeline.gazetteer.store import Gazetteer
from tests.server import Server, serving

# How long an example takes says more of the machine than of the code.
settings.register_profile("exonym", deadline=None)
settings.load_profile("exonym")


def person(slug: str, name: str, *names: Name, family: str | None = None, weight: float = 0.5) -> Entity:
    return Entity(id=f"per.{slug}", type="PER", name=name, names=names, family=family, weight=weight)


def place(slug: str, name: str, *names: Name, country: str | None = None, weight: float = 0.5) -> Entity:
    return Entity(id=f"loc.{slug}", type="LOC", name=name, names=names, country=country, weight=weight)


def organisation(slug: str, name: str, *names: Name) -> Entity:
    return Entity(id=f"org.{slug}", type="ORG", name=name, names=names)


PEOPLE = [
    person("shin-won-sik", "Shin Won-sik", Name("신원식", "ko"), family="Shin"),
    person("kim-yong-chol", "Kim Yong-chol", Name("김영철", "ko"), family="Kim"),
    person("kim-jong-chol", "Kim Jong-chol", Name("김정철", "ko"), family="Kim"),
    person("kim-jong-un", "Kim Jong-un", Name("김정은", "ko"), family="Kim", weight=0.9),
    person("kim-koo", "Kim Koo", Name("김구", "ko"), family="Kim"),
    person("wang-yi", "Wang Yi", Name("王毅", "zh"), family="Wang"),
    person("xi-jinping", "Xi Jinping", family="Xi"),
    person("vladimir-putin", "Vladimir Putin", Name("Владимир Путин", "ru")),
    person("sergei-shoigu", "Sergei Shoigu"),
    person("dmitry-medvedev", "Dmitry Anatolyevich Medvedev"),
    person("volodymyr-zelenskyy", "Volodymyr Zelenskyy"),
    person("benjamin-netanyahu", "Benjamin Netanyahu"),
    person("david-ben-gurion", "David Ben-Gurion", family="Ben-Gurion"),
    person("kyriakos-mitsotakis", "Kyriakos Mitsotakis"),
    person("bashar-al-assad", "Bashar al-Assad", family="al-Assad"),
    person("hafez-al-assad", "Hafez al-Assad", family="al-Assad"),
    person("mohammed-bin-salman", "Mohammed bin Salman", Name("MBS", "en", "alias"), family="bin Salman"),
    person("emmanuel-macron", "Emmanuel Macron"),
    person("john-key", "John Key"),
    person("john-kay", "John Kay"),
    person("george-h-w-bush", "George H. W. Bush"),
    person("michael-jordan", "Michael Jordan", weight=0.8),
    person("michael-jordan-goalkeeper", "Michael Jordan", weight=0.2),
    person("chris-evans-actor", "Chris Evans"),
    person("chris-evans-presenter", "Chris Evans"),
]
PLACES = [
    place("birmingham-gb", "Birmingham", country="GB"),
    place("birmingham-us", "Birmingham", country="US"),
    place(
        "kyiv",
        "Kyiv",
        Name("Київ", "uk"),
        Name("Kijów", "pl"),
        Name("Киев", "ru"),
        Name("Kiev", "en", "former"),
    ),
    place("warsaw", "Warsaw", Name("Warszawa", "pl"), Name("Варшава", "uk"), country="PL"),
    place("ukraine", "Ukraine", Name("Ukrainian", "en", "demonym"), country="UA"),
    place("amazon", "Amazon"),
]
ORGANISATIONS = [
    organisation("amazon", "Amazon"),
    organisation(
        "nato",
        "North Atlantic Treaty Organization",
        Name("NATO", "en", "acronym"),
        Name("НАТО", "ru", "acronym"),
    ),
]


@pytest.fixture
def server() -> Iterator[Server]:
    """A web server that answers as `routes` tell it to."""
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def entities() -> list[Entity]:
    return [*PEOPLE, *PLACES, *ORGANISATIONS]


@pytest.fixture(scope="session")
def gazetteer_root(entities: list[Entity], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the built gazetteer: for reading only."""
    root = tmp_path_factory.mktemp("gazetteer")
    store.write(root, entities)
    return root


@pytest.fixture(scope="session")
def gazetteer(gazetteer_root: Path) -> Gazetteer:
    return Gazetteer.open(gazetteer_root)


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The same records as files of JSON Lines: people, places, organisations."""
    folder = tmp_path_factory.mktemp("sources")
    found = []
    for name, records in (("people", PEOPLE), ("places", PLACES), ("organisations", ORGANISATIONS)):
        path = folder / f"{name}.jsonl"
        path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in records))
        found.append(path)
    return found
