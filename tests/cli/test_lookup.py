"""lookup: names from arguments, standard input and JSON Lines; answers as text and as JSON Lines."""

from __future__ import annotations

from pathlib import Path

from pipeline.gazetteer import store
from pipeline.gazetteer.entity import Entity

from .conftest import Run, jsonl, rows


def test_answers_in_the_form_of_the_evaluation(run: Run, gazetteer: str, tmp_path: Path) -> None:
    queries, out = tmp_path / "input.jsonl", tmp_path / "out.jsonl"
    queries.write_text(
        jsonl(
            {"id": "q1", "text": "Szin Won Sik", "lang": "pl", "type": "PER"},
            {"id": "q2", "text": "Paris", "lang": "und"},
            {"id": "q3", "text": "Guglielmo Bozzi", "lang": "it"},
        ),
        encoding="utf-8",
    )
    result = run("lookup", "-g", gazetteer, "--input", queries, "--output", out)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    linked, ambiguous, unknown = rows(out.read_text(encoding="utf-8"))
    assert (linked["id"], linked["status"], linked["entity"]) == ("q1", "linked", "per.shin-won-sik")
    assert linked["candidates"][0] == {"entity": "per.shin-won-sik", "name": "Shin Won-sik", "score": 1.0}
    assert (ambiguous["status"], ambiguous["entity"]) == ("ambiguous", None)
    assert {c["entity"] for c in ambiguous["candidates"][:2]} == {"loc.paris-fr", "loc.paris-us"}
    assert (unknown["status"], unknown["entity"]) == ("unknown", None)


def test_names_as_arguments(run: Run, gazetteer: str) -> None:
    answers = rows(run("lookup", "-g", gazetteer, "Szin Won Sik", "Seul", "--lang", "pl").stdout)
    assert [(a["id"], a["name"]) for a in answers] == [("Szin Won Sik", "Shin Won-sik"), ("Seul", "Seoul")]


def test_names_from_standard_input(run: Run, gazetteer: str) -> None:
    piped = "Szin Won Sik\r\n\n  Seul \n"
    for arguments in (["-"], []):
        answers = rows(run("lookup", "-g", gazetteer, "-l", "pl", *arguments, input=piped).stdout)
        assert [(a["id"], a["name"]) for a in answers] == [
            ("Szin Won Sik", "Shin Won-sik"),
            ("Seul", "Seoul"),
        ]


def test_standard_input_is_read_once(run: Run, gazetteer: str) -> None:
    result = run("lookup", "-g", gazetteer, "-l", "pl", "-", "Seul", "-", "-i", "-", input="Szojgu\n")
    assert (result.exit_code, [answer["id"] for answer in rows(result.stdout)]) == (0, ["Szojgu", "Seul"])


def test_lines_longer_than_a_block_keep_their_number(run: Run, gazetteer: str) -> None:
    long = jsonl({"id": "1", "text": "Seul", "note": "x" * 200_000})
    result = run("lookup", "-g", gazetteer, "-", input=f"{long}Seul\n" * 2 + "{oops\nSeul")
    assert [answer["id"] for answer in rows(result.stdout)] == ["1", "Seul", "1", "Seul", "Seul"]
    assert "stdin, line 5: not JSON" in result.stderr


def test_queries_from_standard_input(run: Run, gazetteer: str) -> None:
    query = jsonl({"id": "7", "text": "Szin Won Sik", "lang": "pl"})
    [answer] = rows(run("lookup", "-g", gazetteer, "--input", "-", input=query).stdout)
    assert (answer["id"], answer["status"]) == ("7", "linked")


def test_bad_lines_are_told_and_the_rest_goes_through(run: Run, gazetteer: str) -> None:
    piped = b"Seul\nS\xff\nSeul\n"
    result = run("lookup", "-g", gazetteer, "-l", "pl", "-", input=piped)
    assert result.exit_code == 1
    assert len(rows(result.stdout)) == 2
    assert result.stderr.startswith("exonym: stdin, line 2: not UTF-8")
    queries = jsonl({"id": "1", "text": "Seul"}, {"id": "2"}, {"id": "3", "text": "Seul", "type": "SHIP"})
    result = run("lookup", "-g", gazetteer, "-i", "-", input=queries)
    assert result.exit_code == 1
    assert [answer["id"] for answer in rows(result.stdout)] == ["1"]
    assert "stdin, line 2: " in result.stderr
    assert "stdin, line 3: " in result.stderr


def test_a_name_that_json_cannot_hold_is_told_and_the_rest_goes_through(run: Run, gazetteer: str) -> None:
    result = run("lookup", "-g", gazetteer, "-l", "pl", "S\udcff", "Seul")
    assert result.exit_code == 1
    assert [answer["id"] for answer in rows(result.stdout)] == ["Seul"]
    assert "cannot be written as UTF-8" in result.stderr


def test_json_lines_are_told_from_names(run: Run, gazetteer: str) -> None:
    piped = jsonl({"id": "7", "text": "Szin Won Sik", "lang": "pl"}) + "Seul\n{oops\n"
    result = run("lookup", "-g", gazetteer, "-l", "pl", input=piped)
    assert [(row["id"], row["name"]) for row in rows(result.stdout)] == [
        ("7", "Shin Won-sik"),
        ("Seul", "Seoul"),
    ]
    assert result.exit_code == 1 and "stdin, line 3: not JSON" in result.stderr


def test_utf_16_is_told_as_such(run: Run, gazetteer: str, tmp_path: Path) -> None:
    path = tmp_path / "windows.jsonl"
    path.write_text('{"text": "Seul"}\n', encoding="utf-16")
    for command in ("lookup", "names"):
        result = run(command, "-g", gazetteer, "-i", path)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"exonym: {path}, line 1: in UTF-16, it seems, not UTF-8\n  Write it")


def test_nothing_steers_the_terminal(run: Run, gazetteer: str) -> None:
    shown = run("lookup", "-g", gazetteer, "-f", "text", "-e", "\x1b[31mSeul\nSeoul").stdout
    assert "\x1b" not in shown
    assert shown.startswith("␛[31mSeul Seoul")


def test_decisions_for_one_source(run: Run, records: Path, tmp_path: Path) -> None:
    mine = tmp_path / "G"
    run("gazetteer", "build", records, "-o", mine, "--only")
    run("gazetteer", "override", "add", "Pan", "--is", "per.lloyd-austin", "--in", "*.pl", "-g", mine)
    entities = [
        rows(run("lookup", "-g", mine, "Pan", *more).stdout)[0]["entity"]
        for more in ([], ["--in", "tvp.pl"], ["--in", "tvp.de"])
    ]
    assert entities == [None, "per.lloyd-austin", None]


def test_a_missing_file(run: Run, gazetteer: str) -> None:
    result = run("lookup", "-g", gazetteer, "--input", "nowhere.jsonl")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("exonym: nowhere.jsonl: cannot be read: No such file")


def test_text_says_who_it_is(run: Run, gazetteer: str) -> None:
    shown = run("lookup", "-g", gazetteer, "Szin Won Sik", "-l", "pl", "--format", "text").stdout
    head, first, *_ = shown.splitlines()
    assert head == "Szin Won Sik  linked"
    assert first.split() == [
        "→", "Shin", "Won-sik", "1.00", "per.shin-won-sik", "PER", "Defence", "minister", "of", "South",
        "Korea", "2023-2024",
    ]  # fmt: skip
    assert "is a known name" not in shown


def test_explain_gives_the_evidence(run: Run, gazetteer: str) -> None:
    shown = run("lookup", "-g", gazetteer, "Szojgu", "-l", "pl", "--format", "text", "--explain").stdout
    [answer] = rows(run("lookup", "-g", gazetteer, "Szojgu", "-l", "pl", "--explain").stdout)
    assert all(reason["says"] in shown for reason in answer["evidence"])
    [without] = rows(run("lookup", "-g", gazetteer, "Szojgu", "-l", "pl").stdout)
    assert answer["evidence"]
    assert not without["evidence"]


def test_the_type_counts(run: Run, gazetteer: str) -> None:
    place, person = (
        rows(run("lookup", "-g", gazetteer, "Seul", "-l", "pl", "--type", kind).stdout)[0]
        for kind in ("LOC", "per")
    )
    assert place["candidates"][0]["entity"] == person["candidates"][0]["entity"] == "loc.seoul"
    assert person["score"] < place["score"]


def test_the_answer_is_the_librarys(run: Run, gazetteer: str) -> None:
    from pipeline import lookup

    said = lookup("Szojgu", "pl", gazetteer=gazetteer)
    [answer] = rows(run("lookup", "-g", gazetteer, "Szojgu", "-l", "pl").stdout)
    assert (answer["status"], answer["entity"], answer["score"]) == (said.status, said.entity, said.score)
    assert [c["entity"] for c in answer["candidates"]] == [c.entity for c in said.candidates]


def test_country_and_office_tell_namesakes_apart(run: Run, tmp_path: Path) -> None:
    store.write(
        tmp_path / "G",
        [
            Entity(id="pl", type="PER", name="Anna Nowak", country="PL", offices=("Senator",)),
            Entity(id="cz", type="PER", name="Anna Nowak", country="CZ", offices=("Mayor of Brno",)),
        ],
    )

    def entity(*options: str) -> str | None:
        [answer] = rows(run("lookup", "-g", str(tmp_path / "G"), "Anna Nowak", *options).stdout)
        return answer["entity"]

    assert entity() is None
    assert entity("--country", "Poland") == "pl"
    assert entity("--office", "primátorka") == "cz"
    assert run("lookup", "-g", str(tmp_path / "G"), "Anna Nowak", "--country", "Atlantis").exit_code == 2

    lines = tmp_path / "names.jsonl"
    lines.write_text(
        '{"id": "1", "text": "Anna Nowak", "country": "CZ"}\n'
        '{"id": "2", "text": "Anna Nowak", "country": "Atlantis"}\n'
        '{"id": "3", "text": "Anna Nowak", "office": "senator"}\n',
        "utf-8",
    )
    result = run("lookup", "-g", str(tmp_path / "G"), "--input", str(lines))
    assert [answer["entity"] for answer in rows(result.stdout)] == ["cz", "pl"]
    assert "2: no country is called 'Atlantis'" in result.stderr
