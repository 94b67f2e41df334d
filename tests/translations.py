"""Articles that come with a translation, for tests of what is put right in one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from pipeline.article import Article, Normalized, Translation
from pipeline.gazetteer.build import build
from pipeline.gazetteer.store import Gazetteer
from pipeline.mentions.resolve import Finder
from pipeline.mentions.rewrite import Style, undo
from pipeline.mentions.stage import FindStage, NamesStage


def finder_of(folder: Path, names: Iterable[tuple[str, str]]) -> Finder:
    """Return a finder of these names alone, each a type and a text, its gazetteer built in `folder`."""
    source = folder / "records.jsonl"
    records = [
        {"id": f"{kind.lower()}.{name.lower().replace(' ', '-')}", "type": kind, "name": name}
        for kind, name in names
    ]
    source.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    build([source], folder / "g")
    return Finder(Gazetteer.open(folder / "g"))


def normalized(
    finder: Finder, lang: str, text: str, translation: str, style: Style = "canonical"
) -> Normalized:
    """Return a translation put right, and make sure that its changes can be undone to the letter."""
    article = Article(id="a", text=text, lang=lang, translation=Translation(lang="en", text=translation))
    result = NamesStage(finder, style)(FindStage(finder)(article)).normalized
    assert result is not None and result.of == "translation"
    assert undo(result) == translation
    return result
