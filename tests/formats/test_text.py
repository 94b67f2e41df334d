import random
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.text import decode

PARAGRAPHS = tomllib.loads((Path(__file__).parent / "paragraphs.toml").read_text("utf-8"))

LEGACY = """
ru koi8-r, ru cp1251, ru iso8859-5, ru cp866, uk koi8-u, uk cp1251, bg cp1251, sr cp1251, sr iso8859-5,
pl iso8859-2, pl cp1250, cs iso8859-2, cs cp1250, hu iso8859-2, hu cp1250, sl iso8859-2, sl cp1250,
fr cp1252, es iso8859-1, pt iso8859-1, sv iso8859-1, tr cp1254, tr iso8859-9, lt cp1257,
el cp1253, el iso8859-7, he cp1255, he iso8859-8, ar cp1256, ar iso8859-6, th cp874,
ko euc-kr, ko cp949, ja shift_jis, ja euc-jp, ja iso2022_jp, zh gb18030, zh gb2312, zh-Hant big5
"""


@pytest.mark.parametrize(("lang", "encoding"), [pair.split() for pair in LEGACY.split(",")])
def test_legacy_encodings_of_the_press_are_told_and_said(lang, encoding):
    decoded = decode(PARAGRAPHS[lang].encode(encoding))
    assert decoded.text == PARAGRAPHS[lang]
    assert decoded.assumed is not None and decoded.encoding in decoded.assumed


@pytest.mark.parametrize("lang", PARAGRAPHS)
def test_utf8_is_never_a_guess(lang):
    decoded = decode(PARAGRAPHS[lang].encode())
    assert (decoded.text, decoded.encoding, decoded.assumed) == (PARAGRAPHS[lang], "utf-8", None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_decides_and_is_dropped(encoding):
    decoded = decode(("\ufeff" + PARAGRAPHS["uk"]).encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.assumed) == (PARAGRAPHS["uk"], encoding, None)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("lang", ["ru", "fr", "ar", "he"])
def test_utf16_without_its_mark(lang, encoding):
    assert decode(PARAGRAPHS[lang].encode(encoding)).text == PARAGRAPHS[lang]


def test_utf16_that_begins_with_a_nul_is_not_utf32():
    assert decode(b"\xff\xfe\x00\x00a\x00").text == "\0a"


@pytest.mark.parametrize("text", ["", "\0", "\0\0\0\0", "a\r\nb\rc\n", "a\0b", " \ufeff inside"])
def test_characters_are_kept_as_they_are(text):
    assert decode(text.encode()).text == text


def test_cut_utf8_stays_utf8_with_the_damage_shown():
    decoded = decode("Zażółć gęślą jaźń".encode()[:-1])
    assert decoded.text == "Zażółć gęślą jaź\ufffd"
    assert decoded.encoding == "utf-8"
    assert decoded.assumed == "Read as utf-8; 1 place does not fit it, shown as U+FFFD"


def test_a_declared_encoding_beats_a_guess_but_not_utf8():
    assert decode(b"\xc1\xc2\xd7\xc7", "koi8-r").text == "абвг"
    assert decode("абвг".encode(), "koi8-r").text == "абвг"
    assert decode(b"caf\xe9", "no-such-encoding").text == "café"


@pytest.mark.parametrize(
    ("declared", "text", "encoding"),
    [("iso-8859-1", "“né”", "cp1252"), ("gb2312", "鎔基", "gb18030"), ("shift_jis", "①髙", "cp932")],
)
def test_a_declaration_means_what_browsers_take_it_to_mean(declared, text, encoding):
    decoded = decode(text.encode(encoding), declared)
    assert (decoded.text, decoded.encoding, decoded.assumed) == (text, encoding, None)


def test_english_with_a_few_korean_words():
    text = (
        "Shin Won-sik (신원식) of the Defence Ministry (국방부) said in Seoul that the drills (훈련) go on."
    )
    assert decode(text.encode("euc-kr")).text == text


@given(st.binary(max_size=400), st.sampled_from([None, "", "koi8-r", "utf-16", "rot13", "\0", "idna"]))
def test_never_raises(data, declared):
    assert isinstance(decode(data, declared).text, str)


@given(st.text())
def test_utf8_with_a_mark_round_trips(text):
    assert decode(b"\xef\xbb\xbf" + text.encode()).text == text


@pytest.mark.parametrize(
    "data",
    [
        (PARAGRAPHS["ru"] * 70_000).encode("cp1251")[:10_000_000],
        (PARAGRAPHS["pl"] * 70_000).encode("iso8859-2")[:10_000_000],
        b"abc" * 3_300_000 + b"\xe9\xff\x00",
        b"\xff" * 10_000_000,
        random.Random(1).randbytes(10_000_000),
    ],
    ids=["cyrillic", "polish", "ascii", "one byte", "noise"],
)
def test_ten_megabytes_on_one_line(data):
    start = time.process_time()
    assert decode(data).text
    assert time.process_time() - start < 4
