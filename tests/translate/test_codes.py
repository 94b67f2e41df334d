from __future__ import annotations

import pytest

from pipeline.translate.codes import flores, package_codes, primary, spaced, three_letters, words


@pytest.mark.parametrize(
    ("tag", "codes"),
    [
        ("pl", ("pl",)),
        ("pt-BR", ("pt-br", "pb", "pt")),
        ("zh-Hant-TW", ("zh-hant-tw", "zh-hant", "zt", "zh")),
        ("sr_Latn", ("sr-latn", "sr")),
        ("nn", ("nn", "nb")),
    ],
)
def test_package_codes_go_from_the_tag_to_the_bare_language(tag: str, codes: tuple[str, ...]) -> None:
    assert package_codes(tag) == codes


def test_primary() -> None:
    assert [primary(tag) for tag in ("pt-BR", "EN", "zh_Hant", "")] == ["pt", "en", "zh", ""]


def test_spaced() -> None:
    assert spaced("en") and spaced("ko") and not spaced("zh-Hant") and not spaced("ja")


def test_words() -> None:
    assert (words("uma casa azul", "pt"), words("一所房子", "zh")) == (3, 2)


def test_codes_of_three_letters() -> None:
    assert [flores(tag) for tag in ("pt-BR", "zh", "zh-Hant-TW", "zh-TW", "sr_Latn", "tlh")] == [
        "por_Latn", "zho_Hans", "zho_Hant", "zho_Hant", "srp_Cyrl", None,
    ]  # fmt: skip
    assert (three_letters("es-MX"), three_letters("tlh")) == ("spa", None)
