"""run, detect, translate and names: what goes in, what comes out, and what is said about trouble."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from .conftest import POLISH, Run, jsonl, rows


def test_run_links_names_in_the_source(run: Run, gazetteer: str, polish: Path) -> None:
    result = run("run", "-g", gazetteer, "--no-translate", polish)
    assert (result.exit_code, result.stderr) == (0, "")
    [row] = rows(result.stdout)
    assert (row["id"], row["text"], row["lang"]) == (str(polish), POLISH, "pl")
    linked = [(m["text"], m["entity"], m["name"]) for m in row["mentions"] if m["status"] == "linked"]
    shin = ("per.shin-won-sik", "Shin Won-sik")
    assert linked == [("Szin Won Sik", *shin), ("Szin", *shin)]
    assert all(row["text"][m["start"] : m["end"]] == m["text"] for m in row["mentions"])
    assert "Shin Won-sik spotkał" in row["normalized"]["text"]
    assert "rozmowach Shin zapowiedział" in row["normalized"]["text"]


def test_run_translates(run: Run, gazetteer: str, portuguese: Path) -> None:
    result = run("run", "-g", gazetteer, portuguese)
    assert (result.exit_code, result.stderr) == (0, "")
    [row] = rows(result.stdout)
    assert row["translation"]["lang"] == row["normalized"]["lang"] == "en"
    assert row["normalized"]["of"] == "translation"
    assert "Sergei Shoigu" in row["normalized"]["text"]


def test_the_commands_of_the_evaluation(run: Run, records: Path, tmp_path: Path) -> None:
    articles, out, built = tmp_path / "input.jsonl", tmp_path / "out.jsonl", tmp_path / "G"
    articles.write_text(
        jsonl(
            {"id": "1", "text": POLISH, "lang": "pl", "source": "kept"},
            {
                "id": "2",
                "text": POLISH,
                "translation": {"lang": "en", "text": "Szin Won Sik spoke.", "engine": "e"},
            },
        ),
        encoding="utf-8",
    )
    assert run("gazetteer", "build", records, "-o", built, "--only").exit_code == 0
    result = run("run", "-g", built, "--input", articles, "--output", out, "--no-translate")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    first, second = rows(out.read_text(encoding="utf-8"))
    assert (first["id"], first["source"]) == ("1", "kept")
    assert first["normalized"]["of"] == "source"
    assert second["normalized"]["text"] == "Shin Won-sik spoke."
    assert {"start", "end", "text", "type", "status", "entity", "name", "score"} <= set(first["mentions"][0])


def test_detect_only_tells_languages(run: Run, polish: Path, portuguese: Path) -> None:
    result = run("detect", polish, portuguese)
    told = rows(result.stdout)
    assert [row["lang"] for row in told] == ["pl", "pt"]
    assert all([o["stage"] for o in row["outcomes"]] == ["detect"] for row in told)
    assert all("mentions" not in row for row in told)


def test_detect_as_text_is_a_line_an_article(run: Run, polish: Path, portuguese: Path) -> None:
    lines = run("detect", "--format", "text", polish, portuguese).stdout.splitlines()
    assert [(line.split()[0], line.split()[2]) for line in lines] == [
        ("pl", str(polish)),
        ("pt", str(portuguese)),
    ]


def test_translate_and_names_do_their_part(run: Run, gazetteer: str, portuguese: Path) -> None:
    [translated] = rows(run("translate", "-g", gazetteer, "--lang", "pt", portuguese).stdout)
    assert "Sergei Shoigu" in translated["translation"]["text"]
    assert "normalized" not in translated
    [named] = rows(run("names", "-g", gazetteer, "--lang", "pt", portuguese).stdout)
    assert named["normalized"]["of"] == "source"
    assert "Sergei Shoigu" in named["normalized"]["text"]


def test_lang_is_for_what_does_not_say_it(run: Run, gazetteer: str) -> None:
    given = jsonl({"id": "a", "text": POLISH}, {"id": "b", "text": POLISH, "lang": "cs"})
    result = run("names", "-g", gazetteer, "--lang", "PL", input=given)
    assert [row["lang"] for row in rows(result.stdout)] == ["pl", "cs"]


def test_one_detector_can_be_chosen(run: Run, polish: Path) -> None:
    [row] = rows(run("detect", "--detector", "py3langid", polish).stdout)
    assert row["lang"] == "pl"


@pytest.mark.parametrize("stdin", [["-"], [], ["-", "-"]])
def test_standard_input(run: Run, gazetteer: str, stdin: list[str]) -> None:
    [row] = rows(run("run", "-g", gazetteer, "--no-translate", *stdin, input=POLISH).stdout)
    assert (row["id"], row["text"]) == ("stdin", POLISH)


def test_a_folder(run: Run, polish: Path, portuguese: Path) -> None:
    told = rows(run("detect", polish.parent).stdout)
    assert [row["id"] for row in told] == [str(polish), str(portuguese)]


@pytest.mark.parametrize(
    ("suffix", "begins"),
    [(".html", "<!doctype html>"), (".csv", "article,lang,"), (".jsonl", '{"id":'), (".xyz", '{"id":')],
)
def test_the_suffix_tells_the_format(
    run: Run, gazetteer: str, polish: Path, tmp_path: Path, suffix: str, begins: str
) -> None:
    out = tmp_path / f"out{suffix}"
    result = run("run", "-g", gazetteer, "--no-translate", polish, "-o", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_text(encoding="utf-8").startswith(begins)


def test_text_in_a_file_has_no_colours(run: Run, gazetteer: str, polish: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    run("run", "-g", gazetteer, "--no-translate", polish, "-o", out)
    text = out.read_text(encoding="utf-8")
    assert "Shin Won-sik spotkał" in text
    assert "Spellings found" in text
    assert "\x1b" not in text


def test_the_format_asked_for_wins(run: Run, gazetteer: str, polish: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    run("run", "-g", gazetteer, "--no-translate", polish, "-o", out, "--format", "csv")
    table = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"), newline="")))
    assert table[0]["surface"] == "Szin Won Sik"
    assert table[0]["name"] == "Shin Won-sik"


def test_an_output_can_be_an_input(run: Run, gazetteer: str, polish: Path, tmp_path: Path) -> None:
    work = tmp_path / "work.jsonl"
    run("detect", polish, "-o", work)
    work.chmod(0o640)
    assert run("names", "-g", gazetteer, "-i", work, "-o", work).exit_code == 0
    [row] = rows(work.read_text(encoding="utf-8"))
    assert row["normalized"]
    assert work.stat().st_mode & 0o777 == 0o640


def test_what_to_do_about_bad_lines_is_said_once(run: Run, gazetteer: str) -> None:
    said = run("names", "-g", gazetteer, "-i", "-", input='{"text": "Seul"}\n{oops\n{oops\n').stderr
    assert [line.split(":")[1].strip() for line in said.splitlines() if line.startswith("exonym")] == [
        "stdin, line 2",
        "stdin, line 3",
    ]
    assert said.count("Each line is one JSON object") == 1


def test_an_output_may_lie_in_a_folder_that_is_read(run: Run, gazetteer: str, polish: Path) -> None:
    out = polish.parent / "out.jsonl"
    for _ in range(2):
        assert run("names", "-g", gazetteer, "-l", "pl", polish.parent, "-o", out).exit_code == 0
        assert [row["id"] for row in rows(out.read_text(encoding="utf-8"))] == [str(polish)]


@pytest.mark.parametrize("command", ["run --no-translate", "lookup"])
def test_an_input_with_bad_lines_is_not_replaced(
    run: Run, gazetteer: str, command: str, tmp_path: Path
) -> None:
    work = tmp_path / "work.jsonl"
    text = jsonl({"id": "1", "text": "Seul", "lang": "pl"}) + "{oops\n"
    work.write_text(text, encoding="utf-8")
    result = run(*command.split(), "-g", gazetteer, "-i", work, "-o", work)
    assert result.exit_code == 1
    assert f"exonym: {work}: left as it was" in result.stderr
    assert work.read_text(encoding="utf-8") == text
    assert list(tmp_path.iterdir()) == [work]
    assert run(*command.split(), "-g", gazetteer, "-i", work, "-o", tmp_path / "new.jsonl").exit_code == 1
    assert len(rows((tmp_path / "new.jsonl").read_text(encoding="utf-8"))) == 1


def test_a_bad_line_is_told_and_the_rest_goes_through(run: Run, gazetteer: str, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(jsonl({"id": "1", "text": POLISH}) + "{oops\n" + jsonl({"id": "3", "text": POLISH}))
    result = run("run", "-g", gazetteer, "--no-translate", path)
    assert result.exit_code == 1
    assert [row["id"] for row in rows(result.stdout)] == ["1", "3"]
    assert result.stderr.startswith(f"exonym: {path}, line 2: not JSON")
    assert result.stderr.count("exonym:") == 1


def test_a_missing_file_is_told_and_the_rest_goes_through(run: Run, polish: Path) -> None:
    result = run("detect", "nowhere.txt", polish)
    assert result.exit_code == 1
    assert len(rows(result.stdout)) == 1
    assert "exonym: nowhere.txt: cannot be read: No such file" in result.stderr


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01\x02", b"\xff\xfe\xff", b"\xef\xbb\xbf", b"\r\n\r\n", b"word " * 50_000],
    ids=["empty", "controls", "bad-utf16", "bom", "blank", "one-long-line"],
)
def test_odd_files_go_through(run: Run, gazetteer: str, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(data)
    result = run("run", "-g", gazetteer, "--no-translate", path)
    assert result.exit_code == 0
    assert len(rows(result.stdout)) == 1


def test_an_assumed_encoding_is_told_once(run: Run, gazetteer: str, tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(POLISH.encode("cp1250"))
    read = run("detect", path)
    assert read.exit_code == 0
    assert read.stderr == f"exonym: {path}: Not UTF-8: read as cp1250, which is a guess\n"
    again = run("names", "-g", gazetteer, input=read.stdout)
    assert (again.exit_code, again.stderr) == (0, "")
    assert rows(again.stdout)[0]["text"] == POLISH


def test_a_missing_model_is_told_once_and_names_are_found(run: Run, gazetteer: str) -> None:
    given = jsonl(*({"id": f"a{n}", "text": POLISH, "lang": "pl"} for n in range(40)))
    result = run("run", "-g", gazetteer, input=given)
    assert result.exit_code == 1
    assert result.stderr.count("exonym models install pl en") == 1
    first, rest = result.stderr.splitlines()
    assert first.startswith("exonym: a0: no package to translate pl into en is installed")
    assert rest.startswith("exonym: the same for 39 more articles")
    told = rows(result.stdout)
    assert len(told) == 40
    assert all("Shin Won-sik" in row["normalized"]["text"] for row in told)


def test_a_failure_of_an_earlier_command_is_not_told_again(run: Run, gazetteer: str, polish: Path) -> None:
    translated = run("translate", "-g", gazetteer, "--lang", "pl", polish)
    assert translated.exit_code == 1
    named = run("names", "-g", gazetteer, input=translated.stdout)
    assert (named.exit_code, named.stderr) == (0, "")


def test_translating_without_a_language_says_what_to_do(run: Run, gazetteer: str, polish: Path) -> None:
    result = run("translate", "-g", gazetteer, polish)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"exonym: {polish}: the language of the article is not known")
    assert "--lang" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "--format", "xml"],
        ["run", "--lang", "polish"],
        ["run", "--to", "xx"],
        ["run", "--beam", "0"],
        ["run", "--device", "tpu"],
        ["run", "--detector", "guess"],
        ["run", "-g", "/nowhere"],
        ["run", "-o", "/nowhere/out.jsonl"],
        ["run", "--frobnicate"],
        ["run", ""],
        ["frobnicate"],
        ["gazetteer", "build", "people.jsonl"],
        ["gazetteer", "build", "people.jsonl", "-o", "G", "--aliases-from", "/nowhere"],
        ["gazetteer", "info", "-g", "/nowhere"],
        ["lookup", "Szin", "--lang", "xx"],
        ["lookup", "Szin", "--type", "SHIP"],
        ["lookup", "Szin", "-o", "answers.csv"],
        ["lookup", "Szin", "--country", "Atlantis"],
        ["models", "install", "pt"],
        ["models", "remove", "pt"],
    ],
    ids=" ".join,
)
def test_wrong_use(run: Run, arguments: list[str]) -> None:
    result = run(*arguments, input="")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr


def test_colour_codes_in_a_file_name_are_not_obeyed(run: Run, tmp_path: Path) -> None:
    result = run("detect", tmp_path / "a\x1b[31m.txt")
    assert result.exit_code == 1
    assert "\x1b" not in result.stderr


def test_options_reach_the_translator(run: Run, gazetteer: str, portuguese: Path) -> None:
    result = run("run", "-g", gazetteer, "--beam", "2", "--device", "cpu", "--to", "en", portuguese)
    assert rows(result.stdout)[0]["translation"]["engine"].endswith("/beam2")


def test_output_lines_are_json_of_one_article_each(run: Run, polish: Path) -> None:
    output = run("detect", polish, polish).stdout
    assert output.endswith("\n")
    assert [json.loads(line)["id"] for line in output.splitlines()] == [str(polish)] * 2
