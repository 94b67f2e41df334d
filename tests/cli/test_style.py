"""--style: the canonical spelling in place of the writer's, once after it, or the text as it is."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from pipeline.cli import options
from pipeline.mentions.rewrite import Style

from .conftest import POLISH, Run, rows


def test_the_styles_are_those_of_the_library() -> None:
    assert {one.value for one in options.Style} == set(get_args(Style))


@pytest.mark.parametrize("command", [("run", "--no-translate"), ("names", "--lang", "pl")])
@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("keep", POLISH),
        ("annotate", POLISH.replace("Szin Won Sik", "Szin Won Sik (Shin Won-sik)")),
        ("canonical", POLISH.replace("Szin Won Sik", "Shin Won-sik").replace("Szin", "Shin")),
    ],
)
def test_names_are_written_in_the_style_asked_for(
    command: tuple[str, ...], style: str, text: str, run: Run, gazetteer: str, polish: Path
) -> None:
    result = run(*command, "-g", gazetteer, "--style", style, polish)
    assert (result.exit_code, result.stderr) == (0, "")
    [row] = rows(result.stdout)
    assert row["normalized"]["text"] == text
    assert len(row["normalized"]["mentions"]) == len(row["mentions"])
