"""The life of a gazetteer in one go, offline: build, refresh by a delta, diff, redo past articles, roll back.

Run it with: make demo, or python tools/demo_refresh.py. A server on this machine plays the publisher, in
the format of OpenSanctions, with a handful of names; everything is written below a temporary folder. Every
step is a command that could be typed. docs/refreshing.md explains them.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import json
import os
import shlex
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

EXONYM = (sys.executable, "-m", "pipeline")
ARTICLES = {
    "border.txt": "Volodymyr Zelensky met Donald Tusk at the border on Friday. Zelensky spoke of harvests.",
    "tallinn.txt": "Kaja Kallas returned to Tallinn on Monday. Kallas gave no interview.",
    "athens.txt": "Kyriakos Mitsotakis opened a bridge on Tuesday. Mitsotakis praised the engineers.",
}


def person(id: str, name: str, *aliases: str) -> dict[str, Any]:
    """Return a person as FollowTheMoney has it."""
    properties = {"name": [name], "alias": list(aliases), "topics": ["role.pep"]}
    return {"id": id, "schema": "Person", "caption": name, "properties": properties, "datasets": ["demo"]}


SOURCES = """\
[sources.demo]
kind = "opensanctions"
url = "{address}/index.json"
use = true
topics = ["role.pep"]
licence = "Apache-2.0"
attribution = "exonym"
"""
FIRST = [
    person("demo-1", "Volodymyr Zelensky", "Володимир Зеленський"),
    person("demo-2", "Donald Tusk", "Дональд Туск"),
    person("demo-3", "Kyriakos Mitsotakis", "Κυριάκος Μητσοτάκης"),
    person("demo-4", "Mark Rutte"),
]
SECOND = [
    {"op": "MOD", "entity": person("demo-1", "Volodymyr Zelenskyy", "Володимир Зеленський")},
    {"op": "ADD", "entity": person("demo-5", "Kaja Kallas", "Кая Каллас")},
    {"op": "DEL", "entity": {"id": "demo-4"}},
]


def jsonl(rows: list[dict[str, Any]]) -> str:
    """Return rows as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def publish(site: Path, address: str, version: str, steps: list[dict[str, Any]]) -> None:
    """Publish a version of the dataset: the whole of the first, and the step from the one before."""
    if version == "20260101":
        (site / "entities.ftm.json").write_text(jsonl([step["entity"] for step in steps]), "utf-8")
    (site / f"delta-{version}.json").write_text(jsonl(steps), "utf-8")
    versions = {
        path.stem.removeprefix("delta-"): f"{address}/{path.name}" for path in site.glob("delta-*.json")
    }
    (site / "deltas.json").write_text(json.dumps({"versions": versions}))
    whole = site / "entities.ftm.json"
    resource = {
        "name": "entities.ftm.json",
        "url": f"{address}/{whole.name}",
        "checksum": hashlib.sha1(whole.read_bytes()).hexdigest(),
    }
    index = {"version": version, "resources": [resource], "delta_url": f"{address}/deltas.json"}
    (site / "index.json").write_text(json.dumps(index))


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve a folder on this machine, and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def step(says: str, *more: str, cwd: Path, command: tuple[str, ...] = (), to: str = "") -> None:
    """Show and run one command of exonym in a folder, its output in the file `to` if there is one."""
    arguments = (*command, *more)
    shown = shlex.join(["exonym", *arguments]) + (f" > {to}" if to else "")
    print(f"\n# {says}\n$ {shown}", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=cwd,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    (cwd / to).write_text(done.stdout, "utf-8") if to else print(done.stdout, end="", flush=True)
    if done.returncode:
        sys.exit(f"that ended with {done.returncode}")


def versions(cwd: Path) -> list[str]:
    """Return the names of the versions there are, the newest first."""
    asked = [*EXONYM, "gazetteer", "history", "-g", "G", "--json"]
    told = subprocess.run(asked, cwd=cwd, stdout=subprocess.PIPE, text=True, check=True).stdout
    return [json.loads(line)["version"] for line in told.splitlines()]


def story(home: Path, address: str, site: Path) -> None:
    """Tell the story in the folder `home`, with a publisher at `address` who publishes in `site`."""
    publish(site, address, "20260101", [{"op": "ADD", "entity": one} for one in FIRST])
    at_home = functools.partial(step, cwd=home)
    gazetteer = functools.partial(at_home, command=("gazetteer",))
    gazetteer("A gazetteer is made of what a publisher has", "refresh", "-g", "G")
    at_home("Articles are read with it", "run", "articles", "-g", "G", "-o", "runs/first.jsonl")
    publish(site, address, "20260102", SECOND)
    gazetteer("The publisher has something new: what would change?", "refresh", "-g", "G", "--dry-run")
    gazetteer("It is fetched as a delta and swapped in", "refresh", "-g", "G")
    new, old = versions(home)
    gazetteer("Where did this version come from?", "info", "-g", "G")
    gazetteer("What changed?", "diff", old[:4], new[:4], "-g", "G", "-f", "jsonl", to="changes.jsonl")
    gazetteer("Which past articles does that touch?", "affected", "changes.jsonl", "--runs", "runs")
    first, second = "runs/first.jsonl", "runs/second.jsonl"
    at_home("Their names are redone, and nothing else", "run", "--again", first, "-g", "G", "-o", second)
    gazetteer("The desk disagrees: back to the version before", "rollback", "-g", "G")
    gazetteer("Both are still there", "history", "-g", "G")
    at_home("The articles go back too", "run", "--again", second, "-g", "G", "-o", "runs/third.jsonl")


def main() -> None:
    """Set the stage in a temporary folder and tell the story."""
    argparse.ArgumentParser(description=__doc__.split("\n", 1)[0]).parse_args()
    root = str(Path(__file__).resolve().parent.parent)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    with tempfile.TemporaryDirectory() as folder:
        home, site = Path(folder) / "desk", Path(folder) / "site"
        for path in (home / "articles", home / "runs", site):
            path.mkdir(parents=True)
        for name, text in ARTICLES.items():
            (home / "articles" / name).write_text(text + "\n", "utf-8")
        with serving(site) as address:
            (home / "sources.toml").write_text(SOURCES.format(address=address))
            os.environ["EXONYM_SOURCES"] = str(home / "sources.toml")
            os.environ["EXONYM_CACHE"] = str(home / "cache")
            story(home, address, site)


if __name__ == "__main__":
    main()
