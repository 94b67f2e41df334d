"""The organisations of gazetteers/world hold to the schema and bear the names the press gives them."""

import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.sources.exonym import read

GAZETTEERS = Path(__file__).parents[2] / "gazetteers"
FILES = ("organisations", "regions", "subdivisions")

# The scripts of each language's letters; every language left out is written in Latin letters.
SCRIPTS = {
    **{lang: {"CYRILLIC"} for lang in ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky")},
    **{lang: {"ARABIC"} for lang in ("ar", "fa", "ur", "ps")},
    **{lang: {"CJK"} for lang in ("zh", "zh-Hant")},
    "ja": {"CJK", "KATAKANA", "HIRAGANA", "KATAKANA-HIRAGANA"},
    "ko": {"HANGUL"},
    "he": {"HEBREW"},
    **{lang: {"DEVANAGARI"} for lang in ("hi", "ne")},
    "el": {"GREEK"},
    "hy": {"ARMENIAN"},
    "ka": {"GEORGIAN"},
    "am": {"ETHIOPIC"},
    "th": {"THAI"},
    "bn": {"BENGALI"},
    "ta": {"TAMIL"},
    "te": {"TELUGU"},
    "ml": {"MALAYALAM"},
}
# Letters that give away a name filed under its neighbour's language.
FOREIGN_LETTERS = {"ru": "іїєґў", "uk": "ыэёъў", "ar": "یک", "fa": "يك"}
# Names that truly are those of two organisations.
SHARED = {"SNS", "PTI", "RSF", "FN"}


def entities(stem: str) -> list[Entity]:
    records = list(read(GAZETTEERS / "world" / f"{stem}.jsonl"))
    assert all(isinstance(record, Entity) for record in records), [
        r for r in records if isinstance(r, Exception)
    ]
    return [record for record in records if isinstance(record, Entity)]


@pytest.fixture(scope="module")
def organisations() -> dict[str, Entity]:
    return {record.id: record for record in entities("organisations")}


def test_every_line_is_a_compact_record_of_the_schema_in_order() -> None:
    validator = Draft202012Validator(json.loads((GAZETTEERS / "entity.schema.json").read_text("utf-8")))
    lines = (GAZETTEERS / "world" / "organisations.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert [json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in records] == lines
    assert [error.message for record in records for error in validator.iter_errors(record)] == []
    ids = [record["id"] for record in records]
    assert ids == sorted(set(ids))
    assert {id_[:4] for id_ in ids} == {"org."}
    assert {record["type"] for record in records} == {"ORG"}


def test_there_are_enough_and_each_has_another_name(organisations: dict[str, Entity]) -> None:
    assert len(organisations) >= 140
    for record in organisations.values():
        assert record.names, record.id
        assert record.description, record.id


def test_a_record_says_a_name_once(organisations: dict[str, Entity]) -> None:
    for record in organisations.values():
        said = Counter((name.text, name.lang) for name in record.all_names())
        assert [one for one, count in said.items() if count > 1] == [], record.id


@pytest.mark.parametrize("stem", FILES)
def test_names_are_in_the_letters_of_their_language(stem: str) -> None:
    for record in entities(stem):
        for name in record.names:
            where = (record.id, name.lang, name.text)
            assert name.text == unicodedata.normalize("NFC", name.text).strip(), where
            own = SCRIPTS.get(name.lang, {"LATIN"})
            scripts = [unicodedata.name(char).split()[0] for char in name.text if char.isalpha()]
            # An acronym may stay in Latin letters inside a name (AP通信); only an acronym is all Latin (FRB).
            assert own & set(scripts) or name.kind == "acronym", where
            assert set(scripts) <= own | {"LATIN"}, where
            assert not set(name.text.lower()) & set(FOREIGN_LETTERS.get(name.lang, "")), where


def test_acronyms_are_short(organisations: dict[str, Entity]) -> None:
    for record in organisations.values():
        for name in record.names:
            assert name.kind != "acronym" or len(name.text) <= 10, (record.id, name.text)


def test_a_name_means_one_organisation_but_for_those_truly_shared(organisations: dict[str, Entity]) -> None:
    owners: dict[str, set[str]] = {}
    for record in organisations.values():
        for name in record.all_names():
            owners.setdefault(name.text, set()).add(record.id)
    assert {text for text, ids in owners.items() if len(ids) > 1} == SHARED


@pytest.mark.parametrize(
    ("id_", "texts"),
    [
        ("org.european-union", "EU|UE|ЕС|ЄС|欧盟|Unia Europejska"),
        ("org.hezbollah", "Hisbollah|Хезболла|حزب الله|真主党|ヒズボラ"),
        ("org.israel-defense-forces", "IDF|ЦАХАЛ|Tsahal"),
        ("org.kremlin", "Кремль|Kreml|克里姆林宫"),
        ("org.nato", "NATO|OTAN|НАТО|北约|나토|حلف شمال الأطلسي"),
        ("org.rapid-support-forces", "RSF|قوات الدعم السريع"),
        ("org.security-service-of-ukraine", "SBU|СБУ|Служба безпеки України"),
        ("org.un-security-council", "Sicherheitsrat|Совбез|安理会|Rada Bezpieczeństwa ONZ"),
        ("org.united-nations", "UN|ONZ|ONU|ООН|ENSZ|联合国|国連|유엔|الأمم المتحدة"),
        ("org.white-house", "Casa Blanca|Biały Dom|Белый дом|백악관"),
        ("org.world-health-organization", "WHO|OMS|ВОЗ|DSÖ|世界保健機関"),
        ("org.yomiuri-shimbun", "読売新聞|Yomiuri Shimbun|Yomiuri|요미우리신문"),
    ],
)
def test_organisations_have_the_names_papers_use(
    organisations: dict[str, Entity], id_: str, texts: str
) -> None:
    assert set(texts.split("|")) <= {name.text for name in organisations[id_].all_names()}


def test_acronyms_are_marked(organisations: dict[str, Entity]) -> None:
    kinds = {(record.id, name.text): name.kind for record in organisations.values() for name in record.names}
    for key in (("org.united-nations", "UN"), ("org.cia", "ЦРУ"), ("org.european-central-bank", "EZB")):
        assert kinds[key] == "acronym"


# What papers of each language call the bodies they write about most: the full name, then the acronym.
BODIES = """
org.united-nations  bg ООН|cs OSN|el ΟΗΕ|et ÜRO|fi YK|he או"ם|hr Ujedinjeni narodi|hy ՄԱԿ
org.united-nations  lt Jungtinės Tautos|lv Apvienotās Nācijas
org.united-nations  ro ONU|sk OSN|sl OZN|sr Уједињене нације|sv FN|fa سازمان ملل|hi संयुक्त राष्ट्र|ka გაერო
org.united-nations  th สหประชาชาติ
org.european-union  bg ЕС|fi Euroopan unioni|he האיחוד האירופי|lt Europos Sąjunga|ro UE|sr ЕУ
org.european-union  sr-Latn Evropska unija|hr Europska unija
org.nato  el ΝΑΤΟ|es OTAN|hi नाटो|ro Alianța Nord-Atlantică|uk НАТО|lv Ziemeļatlantijas alianse
org.world-health-organization  bg СЗО|el ΠΟΥ|es OMS|fi Maailman terveysjärjestö
org.world-health-organization  lt Pasaulio sveikatos organizacija|fa سازمان جهانی بهداشت
org.international-monetary-fund  el ΔΝΤ|es FMI|lt TVF|lv SVF|sk MMF|sr ММФ|he קרן המטבע הבינלאומית
org.organization-for-security-and-co-operation-in-europe  bg ОССЕ|cs OBSE|el ΟΑΣΕ|fi ETYJ|hr OESS|hu EBESZ
org.organization-for-security-and-co-operation-in-europe  lt ESBO|lv EDSO|sl OVSE|sr ОЕБС|tr AGİT
org.international-criminal-court  bg МНС|el ΔΠΔ|hr MKS|ro CPI|he בית הדין הפלילי הבינלאומי
org.international-criminal-court  fi Kansainvälinen rikostuomioistuin
"""


@pytest.mark.parametrize("line", BODIES.strip().splitlines(), ids=lambda line: line.split()[0])
def test_the_great_bodies_are_known_in_the_languages_of_the_press(
    organisations: dict[str, Entity], line: str
) -> None:
    id_, rest = line.split("  ")
    known = {(name.lang, name.text) for name in organisations[id_].names}
    assert {tuple(one.split(" ", 1)) for one in rest.split("|")} <= known
