import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import resources
from pipeline.names import given_names, han
from pipeline.names.compare import compare


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("준표", "joonpyo"),
        ("덕수", "ducksoo"),
        ("석열", "sukyeol"),
        ("근혜", "geunhye"),
        ("정은", "jongun"),
        ("정희", "chunghee"),
        ("錫悅", "sukyeol"),
    ],
)
def test_koreans_write_their_given_names_by_the_syllable(written: str, spelt: str) -> None:
    assert spelt in given_names.romanizations(written)


@pytest.mark.parametrize(
    ("written", "spelt"),
    [
        ("嘉诚", "kashing"),
        ("嘉誠", "kashing"),
        ("瑞杰", "sweekeat"),
        ("国强", "kwokkeung"),
        ("文", "boon"),
    ],
)
def test_chinese_abroad_write_theirs_by_their_own_speech(written: str, spelt: str) -> None:
    assert spelt in given_names.romanizations(written)


def test_a_chinese_name_read_in_korean_is_found_in_pinyin() -> None:
    assert "jianfeng" in given_names.romanizations("건봉")
    assert han.mandarin("봉")[0] == "feng"


def test_one_way_of_writing_comes_before_a_mixture_of_several() -> None:
    assert given_names.romanizations("혁철")[:3] == ("hyukchul", "hyeokcheol", "hyokchol")


@pytest.mark.parametrize("word", ["푸틴", "베르크", "岸田文雄", "", "Kim"])
def test_what_is_no_given_name_has_no_spellings(word: str) -> None:
    assert given_names.romanizations(word) == ()


@given(st.text(alphabet="영수현철우嘉诚文强푸a", max_size=5))
def test_spellings_are_few_distinct_and_in_latin_letters(word: str) -> None:
    found = given_names.romanizations(word)
    assert len(found) == len(set(found)) <= 40
    assert all(spelling.isascii() and spelling.islower() for spelling in found)


def test_the_table_has_syllables_and_their_spellings_alone() -> None:
    path = resources.gazetteers() / "language" / "given-names.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(table) == {"source", "hangul", "han"}
    for script in ("hangul", "han"):
        for syllable, spellings in table[script].items():
            assert len(syllable) == 1 and all(one.isalpha() and one.isascii() for one in spellings.split())
    assert all(han.simplified(char) == char for char in table["han"])


def test_how_the_bearer_writes_a_name_tells_it_from_others_that_sound_alike() -> None:
    own, other = (compare("김영선", known, "ko").score for known in ("Kim Young-sun", "Kim Yong-son"))
    assert own >= other
    own, other = (compare("梁振英", known, "zh").score for known in ("Leung Chun-ying", "Leung Chun-wah"))
    assert own > other


@pytest.mark.parametrize(
    ("written", "lang", "known"),
    [
        ("한덕수", "ko", "Han Duck-soo"),
        ("홍준표", "ko", "Hong Joon-pyo"),
        ("유비", "ko", "Liu Bei"),
        ("두보", "ko", "Du Fu"),
        ("李嘉诚", "zh", "Li Ka-shing"),
        ("梁振英", "zh", "Leung Chun-ying"),
        ("王瑞杰", "zh", "Heng Swee Keat"),
    ],
)
def test_a_name_is_known_as_its_bearer_writes_it(written: str, lang: str, known: str) -> None:
    assert compare(written, known, lang).score > 0.9


@pytest.mark.parametrize(
    ("written", "lang", "known"),
    [("유비", "ko", "Liu Bang"), ("梁振英", "zh", "Leung Chun-wah"), ("한덕수", "ko", "Han Duck-ho")],
)
def test_a_name_that_shares_a_syllable_is_another(written: str, lang: str, known: str) -> None:
    assert compare(written, known, lang).score < 0.5
