"""Language codes as people type them."""

from __future__ import annotations

import pytest
import typer

from pipeline.cli.languages import tag


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("pl", "pl"), ("PL", "pl"), (" pl ", "pl"), ("pt-br", "pt-BR"), ("PT_BR", "pt-BR"),
        ("zh-hant", "zh-Hant"), ("ZH-HANT-tw", "zh-Hant-TW"), ("ckb", "ckb"), ("und", "und"),
        ("es-419", "es-419"), ("iw", "iw"), (None, None),
    ],
)  # fmt: skip
def test_codes(typed: str | None, meant: str | None) -> None:
    assert tag(typed) == meant


@pytest.mark.parametrize("typed", ["polish", "xx", "p", "", "pl,de", "pl-", "../pl", "pl en", "zh-", "ма"])
def test_what_is_no_code(typed: str) -> None:
    with pytest.raises(typer.BadParameter, match="is not a language code"):
        tag(typed)
