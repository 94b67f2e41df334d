import re
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import resources
from pipeline.names import orthography, sounds
from pipeline.names.orthography import MAX_READINGS

FOLDER = resources.gazetteers() / "orthography"
KEYS = sorted(path.stem for path in FOLDER.glob("*.toml"))


@pytest.mark.parametrize("key", KEYS)
def test_no_spelling_has_a_group_of_its_own(key: str) -> None:
    """Rules are told apart by the number of the group that matched."""
    spellings = tomllib.loads((FOLDER / f"{key}.toml").read_text("utf-8")).get("spellings", {})
    assert [spelling for spelling in spellings if re.compile(spelling).groups] == []


def _contexts() -> dict[str, str]:
    """Map each context of any spelling to letters that it knows and some that it does not."""
    found = {}
    for key in KEYS:
        for pattern in resources.table(f"orthography/{key}.toml").get("spellings", {}):
            before, letters, after = orthography._parts(pattern)
            found |= {part: f"{letters}{part}" for part in (before, after) if part}
    return found


@pytest.mark.parametrize(("context", "letters"), sorted(_contexts().items()))
@given(data=st.data())
@settings(max_examples=30)
def test_a_context_fits_where_its_regular_expression_does(
    context: str, letters: str, data: st.DataObject
) -> None:
    word = data.draw(st.text(letters, max_size=6))
    at = data.draw(st.integers(0, len(word)))
    fits = orthography._context(context)
    assert fits is not None
    assert bool(fits(word, at)) == bool(re.compile(context).match(word, at))


@pytest.mark.parametrize("key", KEYS)
@settings(max_examples=30)
@given(word=st.text(max_size=12))
def test_any_word_has_readings_in_the_alphabet_of_sounds(key: str, word: str) -> None:
    rules = orthography.load(key)
    assert rules is not None
    found = rules.read(word)
    assert 1 <= len(found) <= MAX_READINGS
    assert len(set(found)) == len(found)
    for reading in found:
        assert set(reading) <= set(sounds.SOUNDS)
        assert sounds.tidy(reading) == reading
    assert sounds.tidy("".join(step.sounds for step in rules.steps(word))) == found[0]
    assert all(rules.read(word, most) == found[:most] for most in range(1, MAX_READINGS + 3))


@pytest.mark.parametrize(
    ("key", "word", "reading"),
    [
        ("pl", "Szin", "ʃin"),
        ("ru", "Син", "sin"),
        ("ru", "Шойгу", "ʃojgu"),
        ("de", "Schröder", "ʃroder"),
        ("ko", "김", "kim"),
        ("el", "Μπάιντεν", "baiden"),
        ("hu", "Orbán", "orban"),
        ("latin", "Zhukov", "ʒukov"),
    ],
)
def test_reads(key: str, word: str, reading: str) -> None:
    rules = orthography.load(key)
    assert rules is not None
    assert reading in rules.read(word)


def test_the_longest_spelling_wins_and_the_rest_is_inherited() -> None:
    polish, latin = orthography.load("pl"), orthography.load("latin")
    assert polish is not None and latin is not None
    assert [step.spelling for step in polish.steps("Szczyk")] == ["szcz", "y", "k"]
    assert polish.read("m") == latin.read("m") == ("m",)


def test_a_language_without_a_file_has_no_orthography() -> None:
    assert orthography.load("tlh") is None
    assert orthography.load("../language/detection") is None
    assert orthography.load("x" * 1000) is None
    assert orthography.load("\0") is None
