from __future__ import annotations

from pathlib import Path

import pytest

from tests import figures, gate
from tests.gate import Floors

CASES = {"pairs": "a1"}
PINNED = Floors({"pairs.all.linked": 0.9, "pairs.all.false_links": 0.2}, CASES)


def measured(linked: float = 0.9, false_links: float = 0.2) -> dict[str, float]:
    return {"pairs.all.linked": linked, "pairs.all.false_links": false_links}


def test_no_figure_is_worse_than_pinned() -> None:
    now = figures.measure()
    complaints = gate.load(gate.FLOORS).complaints(now, figures.digests())
    assert not complaints, "\n".join(complaints)
    assert all(0 <= value <= 1 for value in now.values())


def test_every_measure_has_cases() -> None:
    for name, (_, files) in figures.MEASURES.items():
        assert files() and all(path.is_file() for path in files()), name


def test_a_floor_and_a_ceiling_hold_to_the_hair() -> None:
    assert PINNED.complaints(measured(), CASES) == []
    assert PINNED.complaints(measured(linked=0.899), CASES) == [
        "pairs.all.linked is 0.8990; its floor is 0.9000"
    ]
    assert PINNED.complaints(measured(false_links=0.201), CASES) == [
        "pairs.all.false_links is 0.2010; its ceiling is 0.2000"
    ]


def test_changed_cases_new_figures_and_lost_ones_are_noticed() -> None:
    assert PINNED.complaints(measured(), {"pairs": "b2"}) == [
        "the cases of pairs have changed: acknowledge with --update"
    ]
    assert PINNED.complaints({**measured(), "x": 1.0}, CASES) == ["x is not pinned yet: pin it with --update"]
    assert PINNED.complaints({"pairs.all.linked": 0.9}, CASES) == [
        "pairs.all.false_links is no longer measured; its ceiling is 0.2000"
    ]


def test_an_update_pins_what_is_better_and_keeps_the_rest() -> None:
    better = PINNED.updated(measured(linked=0.95), {"pairs": "b2"})
    assert better.bounds == {"pairs.all.linked": 0.948, "pairs.all.false_links": 0.2}
    assert better.cases == {"pairs": "b2"}
    assert better.complaints(measured(linked=0.95), {"pairs": "b2"}) == []
    assert better.updated(measured(linked=0.949), {"pairs": "b2"}) == better


def test_an_update_lowers_nothing_without_a_reason() -> None:
    with pytest.raises(ValueError, match=r"pairs\.all\.linked"):
        PINNED.updated(measured(linked=0.8, false_links=0.1), CASES)
    with pytest.raises(ValueError, match=r"pairs\.all\.false_links"):
        PINNED.updated({"pairs.all.linked": 0.9}, CASES)
    lower = PINNED.updated(measured(linked=0.8, false_links=0.1), CASES, "harder cases")
    assert lower.bounds == {"pairs.all.linked": 0.798, "pairs.all.false_links": 0.102}
    assert lower.regressions == (
        {"figure": "pairs.all.linked", "pinned": 0.9, "measured": 0.8, "reason": "harder cases"},
    )


def test_floors_survive_the_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert gate.load(path) == Floors({}, {})
    floors = PINNED.updated(measured(linked=0.8), CASES, "łatwiejsze")
    gate.save(floors, path)
    assert gate.load(path) == floors
    assert "łatwiejsze" in path.read_text(encoding="utf-8")


def test_the_command_tells_pins_and_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = measured()
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(figures, "measure", lambda: now)
    monkeypatch.setattr(figures, "digests", lambda: CASES)
    assert gate.main([]) == 1
    assert "pairs.all.linked is not pinned yet" in capsys.readouterr().err
    assert gate.main(["--update"]) == 0
    assert gate.main([]) == 0
    now["pairs.all.linked"] = 0.5
    assert gate.main([]) == 1
    before = gate.FLOORS.read_bytes()
    assert gate.main(["--update"]) == 1
    assert gate.FLOORS.read_bytes() == before
    with pytest.raises(SystemExit):
        gate.main(["--allow-regression", "why"])
    with pytest.raises(SystemExit):
        gate.main(["--update", "--allow-regression", " "])
    assert gate.main(["--update", "--allow-regression", "harder cases"]) == 0
    assert gate.main([]) == 0
    assert [entry["reason"] for entry in gate.load(gate.FLOORS).regressions] == ["harder cases"]
