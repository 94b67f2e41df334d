"""Write samples/expected: what exonym makes of each sample article, for people to read and tests to compare.

    python tools/make_expected.py

For each article: its language, and each entity with its type, verdict and spellings; for those that stay in
their language also the normalized text. A translation is left out, because the last digit of a processor's
arithmetic may change a word of it; the names that must stand in it are listed instead.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from pipeline import Article, Pipeline
from pipeline.formats.summary import summarize

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def expected(article: Article) -> dict[str, Any]:
    """Return what is expected of a finished article, as the JSON file holds it."""
    names = [
        {
            "name": row.name,
            "entity": row.entity,
            "type": row.type,
            "status": row.status,
            "spellings": dict(sorted(row.spellings.items())),
        }
        for row in summarize(article)
    ]
    made: dict[str, Any] = {"lang": article.lang, "names": names}
    if article.translation:
        made["carried"] = sorted({name.form for name in article.translation.names if name.how != "missed"})
    elif article.normalized:
        made["normalized"] = article.normalized.text
    return made


def run(pipeline: Pipeline, path: Path) -> dict[str, Any]:
    """Run the article at `path` through the pipeline and return what is expected of it."""
    return expected(pipeline.run(Article(id=path.name, text=path.read_text(encoding="utf-8"))))


def main() -> None:
    """Write one JSON file for each sample article."""
    argparse.ArgumentParser(description=__doc__.split("\n", 1)[0]).parse_args()
    pipeline = Pipeline()
    for path in sorted((SAMPLES / "articles").glob("*.txt")):
        target = SAMPLES / "expected" / f"{path.stem}.json"
        target.parent.mkdir(exist_ok=True)
        text = json.dumps(run(pipeline, path), ensure_ascii=False, indent=1)
        target.write_text(text + "\n", encoding="utf-8")
        print(target)


if __name__ == "__main__":
    main()
