import msgspec
import pytest

from pipeline.errors import RecordError
from pipeline.gazetteer.entity import Entity, Name, decode, family_place, short_names


def person(name: str, family: str | None = None, *names: Name) -> Entity:
    return Entity(id="per.x", type="PER", name=name, family=family, names=names)


def test_all_names_are_the_canonical_one_first_and_each_once() -> None:
    entity = person(
        "Kiev Man",
        None,
        Name("Kiev Man", "en"),
        Name("KM", "en", "acronym"),
        Name("KM", "en", "acronym"),
        Name("KM", "de"),
    )
    assert [name.text for name in entity.all_names()] == ["Kiev Man", "KM", "KM"]
    assert next(entity.all_names()) == Name("Kiev Man", "en")


@pytest.mark.parametrize(
    ("name", "family", "place"),
    [
        ("Vladimir Putin", None, (1, 2)),
        ("Shin Won-sik", "Shin", (0, 1)),
        ("David Ben-Gurion", "Ben-Gurion", (1, 3)),
        ("Mohammed bin Salman", "bin Salman", (1, 3)),
        ("José Mourinho", "Jose", (0, 1)),
        ("Felipe VI", None, None),
        ("Martin Luther King Jr.", None, None),
        ("Martin Luther King Jr.", "King", (2, 3)),
        ("Pelé", None, None),
        ("Vladimir Putin", "Nobody", (1, 2)),
    ],
)
def test_where_the_family_name_stands(name: str, family: str | None, place: tuple[int, int] | None) -> None:
    assert family_place(person(name, family)) == place


def test_only_people_have_families() -> None:
    entity = Entity(id="loc.x", type="LOC", name="New York")
    assert family_place(entity) is None
    assert list(short_names(entity)) == []


@pytest.mark.parametrize(
    ("entity", "short"),
    [
        (person("Vladimir Putin", None, Name("Владимир Путин", "ru")), ["Putin", "Путин"]),
        (person("Shin Won-sik", "Shin", Name("Син Вон Сик", "ru"), Name("신원식", "ko")), ["Shin", "Син"]),
        (person("Shin Won-sik", "Shin", Name("Wonsik Shin", "en")), ["Shin", "Shin"]),
        (person("David Ben-Gurion", "Ben-Gurion", Name("דוד בן גוריון", "he")), ["Ben Gurion", "בן גוריון"]),
        (person("Abdel Fattah el-Sisi", "el-Sisi", Name("عبد الفتاح السيسي", "ar")), ["el Sisi", "السيسي"]),
        (person("Bashar al-Assad", "al-Assad", Name("بشار الأسد", "ar")), ["al Assad", "الأسد"]),
        (person("Pelé"), []),
        (
            person("Vladimir Putin", None, Name("VVP", "en", "acronym"), Name("Vova Putin", "en", "alias")),
            ["Putin"],
        ),
        (person("Juan Carlos Ortega Ruiz", "Ortega", Name("Juan Carlos Ortega", "es")), ["Ortega"]),
    ],
)
def test_the_names_a_person_goes_by_once_introduced(entity: Entity, short: list[str]) -> None:
    found = list(short_names(entity))
    assert [name.text for name in found] == short
    assert {name.kind for name in found} <= {"short"}


def test_a_record_comes_back_from_its_json() -> None:
    entity = person("Shin Won-sik", "Shin", Name("신원식", "ko"))
    assert decode(msgspec.json.encode(entity), "here") == entity


def test_unknown_fields_are_ignored() -> None:
    assert decode('{"id": "1", "type": "ORG", "name": "NATO", "founded": 1949}', "here").name == "NATO"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not a gazetteer record"),
        ("[]", "not a gazetteer record"),
        ('{"id": "1", "type": "PER"}', "name"),
        ('{"id": "1", "type": "DOG", "name": "Rex"}', "type"),
        ('{"id": "1", "type": "PER", "name": " "}', "not blank"),
        ('{"id": "", "type": "PER", "name": "Rex"}', "needs an id"),
        ('{"id": "1", "type": "PER", "name": "Rex", "weight": 7}', "weight"),
        ('{"id": "1", "type": "PER", "name": "Rex", "names": [{"text": "R", "kind": "dog"}]}', "names"),
        (b'{"id": "1", "type": "PER", "name": "\xa3\xf3d\xbc"}', "not a gazetteer record"),
        ('{"id": "1", "type": "PER", "name": "\\ud800"}', "not a gazetteer record"),
        ("[" * 100_000, "not a gazetteer record"),
    ],
)
def test_a_bad_record_says_where_and_what(line: str | bytes, says: str) -> None:
    with pytest.raises(RecordError, match=says) as caught:
        decode(line, "people.jsonl, line 3")
    assert caught.value.where == "people.jsonl, line 3"
    assert str(caught.value).startswith("people.jsonl, line 3: ")


def test_every_name_knows_where_it_is_from() -> None:
    own = Entity(id="1", type="PER", name="A B", names=(Name("A. B.", "en", source="jrc"),))
    other = Entity(id="2", type="PER", name="A C", names=(Name("A D", "en", source="own"),), source="ftm")
    assert [own.source_of(name) for name in own.all_names()] == ["own", "jrc"]
    assert list(own.borrowed(other)) == [Name("A C", "en", source="ftm"), Name("A D", "en")]
    twice = Entity(id="3", type="PER", name="A B", names=(Name("A B", "en", source="jrc"),))
    assert list(twice.all_names()) == [Name("A B", "en")], "one name, whoever else has it"


def test_a_record_that_names_no_source_is_ones_own() -> None:
    assert decode('{"id": "1", "type": "PER", "name": "A"}', "x").source == "own"


@pytest.mark.parametrize("born", ["1961", "1961-08", "1961-08-09"])
def test_a_date_of_birth(born: str) -> None:
    assert decode(f'{{"id": "1", "type": "PER", "name": "A", "born": "{born}"}}', "x").born == born
    with pytest.raises(RecordError, match="born"):
        decode(f'{{"id": "1", "type": "PER", "name": "A", "born": "{born}-"}}', "x")
