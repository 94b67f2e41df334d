"""The people of gazetteers/world hold to the schema and to the rules a schema cannot say."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from unidecode import unidecode

from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.sources.exonym import read

GAZETTEERS = Path(__file__).parents[2] / "gazetteers"
FILES = sorted((GAZETTEERS / "world").glob("people-*.jsonl"))

# Script (the first word of the Unicode name of its letters) and the languages whose press is written in it.
# A language named nowhere is written in Latin letters; one named twice, in either or both.
LANGUAGES_IN = {
    "ARABIC": "ar ckb fa ku ps ur",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "CJK": "ja zh",
    "CYRILLIC": "az be bg kk ky mk mn ru sr tg tk uk uz",
    "DEVANAGARI": "hi mr ne",
    "ETHIOPIC": "am ti",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he yi",
    "HIRAGANA": "ja",
    "KANNADA": "kn",
    "KATAKANA": "ja",
    "KATAKANA-HIRAGANA": "ja",
    "KHMER": "km",
    "LAO": "lo",
    "LATIN": "az kk ku sr tk uz",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
    "TIBETAN": "bo dz",
}
SCRIPT_SUBTAGS = {"Cyrl": {"CYRILLIC"}, "Latn": {"LATIN"}}
# Letters that give away a name filed under its neighbour's language.
FOREIGN_LETTERS = {"ru": "іїєґў", "bg": "іїєґўыэё", "uk": "ыэёъў", "be": "иїєґщъ", "ar": "یک", "fa": "يك"}


def test_both_halves_of_the_world_are_here() -> None:
    assert {path.stem for path in FILES} >= {"people-east", "people-west"}
    assert sum(1 for path in FILES for _ in read(path)) >= 200


def test_an_id_is_used_once_across_files() -> None:
    counts = Counter(entity.id for path in FILES for entity in entities(path))
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestFile:
    def test_every_line_fits_the_schema(self, path: Path) -> None:
        schema = json.loads((GAZETTEERS / "entity.schema.json").read_text(encoding="utf-8"))
        validator = Draft202012Validator(schema)
        wrong = [
            f"line {number}: {error.message}"
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
            for error in validator.iter_errors(json.loads(line))
        ]
        assert wrong == []

    def test_every_record_is_a_person_in_order_of_id(self, path: Path) -> None:
        records = entities(path)
        assert {entity.type for entity in records} == {"PER"}
        assert [entity.id for entity in records] == sorted(entity.id for entity in records)

    def test_an_id_is_the_slug_of_the_name(self, path: Path) -> None:
        wrong = [(e.id, e.name) for e in entities(path) if e.id != f"per.{slug(e.name)}"]
        assert wrong == []

    def test_a_family_name_is_a_part_of_the_name(self, path: Path) -> None:
        wrong = [(e.id, e.family) for e in entities(path) if e.family and e.family not in e.name]
        assert wrong == []

    def test_a_name_is_given_once_in_a_language(self, path: Path) -> None:
        wrong = []
        for entity in entities(path):
            pairs = Counter([(entity.name, "en"), *((name.text, name.lang) for name in entity.names)])
            wrong += [(entity.id, *pair) for pair, count in pairs.items() if count > 1]
        assert wrong == []

    def test_a_name_is_in_the_script_of_its_language(self, path: Path) -> None:
        wrong = []
        for entity in entities(path):
            for name in entity.all_names():
                if name.lang != "und" and not scripts(name.text) <= allowed_scripts(name.lang):
                    wrong.append((entity.id, name.lang, name.text))
        assert wrong == []

    def test_no_word_mixes_scripts(self, path: Path) -> None:
        wrong = [
            (entity.id, name.text)
            for entity in entities(path)
            for name in entity.all_names()
            for word in re.findall(r"\w+", name.text)
            if len(scripts(word)) > 1 and not scripts(word) <= allowed_scripts("ja")
        ]
        assert wrong == []

    def test_no_name_holds_a_letter_of_a_neighbouring_language(self, path: Path) -> None:
        wrong = []
        for entity in entities(path):
            for name in entity.names:
                foreign = FOREIGN_LETTERS.get(name.lang, "")
                if set(name.text.lower()) & set(foreign):
                    wrong.append((entity.id, name.lang, name.text))
        assert wrong == []

    def test_text_is_composed_and_trimmed(self, path: Path) -> None:
        wrong = [
            (entity.id, name.text)
            for entity in entities(path)
            for name in entity.all_names()
            if name.text != " ".join(unicodedata.normalize("NFC", name.text).split())
        ]
        assert wrong == []


def entities(path: Path) -> list[Entity]:
    """Read a file, failing on the first line that is no record."""
    found = []
    for entity in read(path):
        if not isinstance(entity, Entity):
            raise entity
        found.append(entity)
    return found


def slug(name: str) -> str:
    """'Péter Szijjártó' as 'peter-szijjarto'; apostrophes vanish, all else that is no letter parts words."""
    plain = re.sub(r"['’‘`]", "", unidecode(name).lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def scripts(text: str) -> set[str]:
    """Tell the scripts of a text: {'CYRILLIC'}; numerals of kings (III) and initials (JD) count for none."""
    words = (word for word in re.findall(r"\w+", text) if not re.fullmatch(r"[IVX]+|[A-Z]{1,2}", word))
    return {unicodedata.name(c, "UNKNOWN").split()[0] for word in words for c in word if c.isalpha()}


def allowed_scripts(lang: str) -> set[str]:
    """Tell the scripts names of a language are written in; the subtag of 'sr-Latn' decides for itself."""
    base, *subtags = lang.split("-")
    for subtag in subtags:
        if subtag in SCRIPT_SUBTAGS:
            return SCRIPT_SUBTAGS[subtag]
    return {script for script, languages in LANGUAGES_IN.items() if base in languages.split()} or {"LATIN"}
