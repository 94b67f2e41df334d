"""exonym's own records."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import InputError, RecordError
from pipeline.gazetteer.entity import Entity
from pipeline.gazetteer.sources.exonym import read


def test_a_file_is_read_past_its_bad_lines(tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    good = '{"id": "%d", "type": "PER", "name": "Rex"}'
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([good % 1, "", "rubbish", good % 4]).encode())
    first, bad, last = read(path)
    assert isinstance(first, Entity) and first.id == "1"
    assert isinstance(bad, RecordError) and bad.where == f"{path}, line 3"
    assert isinstance(last, Entity) and last.id == "4"


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.jsonl", tmp_path):
        with pytest.raises(InputError, match=path.name):
            list(read(path))
