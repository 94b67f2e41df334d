"""One system in one process: build it or ask it, and measure. Runs in the environment of the system.

    python -m benchmarks.worker build SYSTEM CORPUS FOLDER RESULT
    python -m benchmarks.worker ask SYSTEM CORPUS FOLDER RESULT SECONDS

`ask` answers the queries of the corpus once each, until SECONDS of CPU are spent. Times are CPU seconds of
this process, start of Python included; memory is in MB (2**20 bytes).
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from benchmarks.systems import SYSTEMS, Hit


def private_mb() -> float | None:
    """Return the memory that is this process's own (USS), None where the system does not tell."""
    try:
        text = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return None
    lines = [line.split() for line in text.splitlines()]
    return sum(int(line[1]) for line in lines if line[0].startswith("Private_")) / 1024


def peak_mb() -> float:
    """Return the most memory this process has ever had in use (RSS)."""
    try:  # what getrusage says begins with what the parent had
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) / 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
            2**20 if sys.platform == "darwin" else 2**10
        )


def ask(name: str, corpus: Path, folder: Path, seconds: float) -> dict[str, object]:
    """Open a system and ask it."""
    queries = [json.loads(line) for line in (corpus / "queries.jsonl").open(encoding="utf-8")]
    system = SYSTEMS[name]()
    system.open(corpus, folder)
    opened = time.process_time()
    answers: list[Hit | None] = [system.find(queries[0]["text"], queries[0]["lang"])]
    first = time.process_time()
    first_mb, first_rss = private_mb(), peak_mb()
    for answer in system.find_all((query["text"], query["lang"]) for query in queries[1:]):
        answers.append(answer)
        if time.process_time() - first > seconds:
            break
    spent = time.process_time() - first
    return {
        "open_cpu_s": opened,
        "first_answer_cpu_s": first,
        "first_answer_private_mb": first_mb,
        "first_answer_peak_mb": first_rss,
        "queries_per_cpu_s": (len(answers) - 1) / spent if spent else None,
        "private_mb": private_mb(),
        "answers": answers,
    }


def main(action: str, name: str, corpus: str, folder: str, result: str, seconds: str = "60") -> None:
    """Do one of the two and write what was measured to `result` as JSON."""
    began = time.perf_counter()
    if action == "build":
        SYSTEMS[name]().build(Path(corpus), Path(folder))
        measured: dict[str, object] = {}
    else:
        measured = ask(name, Path(corpus), Path(folder), float(seconds))
    measured |= {
        "cpu_s": time.process_time(),
        "wall_s": time.perf_counter() - began,
        "peak_mb": peak_mb(),
    }
    Path(result).write_text(json.dumps(measured), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
