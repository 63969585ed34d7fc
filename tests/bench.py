"""`make bench`: calls, seconds and peak memory of the main jobs, side by side. Prints; asserts nothing about time.

Each job is the real command in a process of its own against `cvpctl emulator serve` in another, on this machine, so
there is no network latency in the figures.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import many_records

from cvpctl.emulator.identity import DEFAULT_TOKEN
from cvpctl.model import OBJECT_TYPES

CVPCTL = [sys.executable, "-m", "cvpctl"]
TWELVE = [
    *("contacts", "companies", "deals", "tickets", "products", "orders"),
    *("services", "appointments", "courses", "listings", "projects", "invoices"),
]
START_UPS = 9
LIBRARIES = ("value-first",)
ALLOWED_ALTOGETHER, ALLOWED_PER_OBJECT, ALLOWED_PER_PAIR = 2, 4, 2
"""What planning may cost: about two calls, four per object type in play, two per declared pair."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One job: exit code, calls and writes counted by the portal, seconds and peak memory of the process."""

    code: int
    calls: int
    writes: int
    seconds: float
    megabytes: float


def blueprint(objects: list[str], each: int) -> str:
    lines = ["blueprint: bench/wide", "version: 1.0.0", "objects:"]
    for name in objects:
        lines += [f"  {name}:", "    groups:", "      bench: {label: Bench}", "    properties:"]
        for number in range(each):
            field = f"type: string, fieldType: text, groupName: bench, description: Field number {number} of the bench."
            lines.append(f"      bench_{number:04}: {{label: Bench {number}, {field}}}")
    return "\n".join(lines) + "\n"


def measured(folder: Path, base_url: str, *words: str) -> Figures:
    _ask(base_url, "DELETE", "/_emulator/log")
    began = time.perf_counter()
    job = subprocess.Popen([*CVPCTL, *words], cwd=folder, env=_environment(), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(job.pid, 0)
    seconds = time.perf_counter() - began
    job.returncode = os.waitstatus_to_exitcode(status)
    log = _ask(base_url, "GET", "/_emulator/log")
    return Figures(job.returncode, log["total"], log["writes"], seconds, usage.ru_maxrss / 1024)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    command = [*CVPCTL, "emulator", "serve", "--db", str(folder / ".cvpctl" / "emulator.db")]
    portal = subprocess.Popen(command, cwd=folder, env=_environment(), stdout=subprocess.PIPE, text=True)
    assert portal.stdout is not None
    try:
        yield portal.stdout.readline().strip()
    finally:
        portal.terminate()
        portal.communicate()


def bench(objects: list[str], each: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cvpctl.yaml").write_text("project: bench\nblueprints: [wide.yaml]\n")
        (folder / "wide.yaml").write_text(blueprint(objects, each))
        with serving(folder) as base_url:
            title = f"{each * len(objects):,} properties, {len(objects)} object type{'s' * (len(objects) > 1)}"
            _row(f"{title}: validate", measured(folder, base_url, "validate"))
            _row(f"{title}: apply", measured(folder, base_url, "apply", "--yes", "--portal", "emulator"))
            _row(
                f"{title}: plan, nothing to do",
                measured(folder, base_url, "plan", "--exit-code", "--portal", "emulator"),
            )


def whole_library() -> None:
    """Print what a plan of everything that is shipped asks for, object type by object type, beside what it may."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cvpctl.yaml").write_text("project: bench\n")
        for library in LIBRARIES:
            shutil.copytree(Path(__file__).parents[1] / "blueprints" / library, folder / "blueprints" / library)
        with serving(folder) as base_url:
            words = ("--portal", "emulator")
            _row("the whole library: apply", measured(folder, base_url, "apply", "--yes", *words))
            _row("the whole library: plan, nothing to do", measured(folder, base_url, "plan", *words))
            paths = [call["path"] for call in _ask(base_url, "GET", "/_emulator/log")["calls"]]
            schemas = _ask(base_url, "GET", "/crm-object-schemas/2026-09/schemas")["results"]
    names = {one.id: one.name for one in OBJECT_TYPES} | {one["objectTypeId"]: one["name"] for one in schemas}
    _calls_of_a_plan(paths, names)


def _calls_of_a_plan(paths: list[str], names: dict[str, str]) -> None:
    objects, pairs = Counter[str](), Counter[frozenset[str]]()
    for path in paths:
        if pair := re.fullmatch(r"/crm/associations/[^/]+/([^/]+)/([^/]+)/labels", path):
            pairs[frozenset(pair.groups())] += 1
        elif one := re.match(r"/crm/(?:properties|pipelines)/[^/]+/([^/]+)", path):
            objects[names[one[1]]] += 1
    others = len(paths) - objects.total() - pairs.total()
    print(f"{'what that plan asked for':58}{'':>5}{'calls':>7}{'allowed':>8}")
    _counted("account, custom objects, limits of labels", others, ALLOWED_ALTOGETHER)
    for name, number in sorted(objects.items()):
        _counted(name, number, ALLOWED_PER_OBJECT)
    _counted(f"labels of {len(pairs)} pairs", pairs.total(), ALLOWED_PER_PAIR * len(pairs))
    allowed = ALLOWED_ALTOGETHER + ALLOWED_PER_OBJECT * len(objects) + ALLOWED_PER_PAIR * len(pairs)
    _counted("together", len(paths), allowed)


def _counted(title: str, calls: int, allowed: int) -> None:
    print(f"  {title:56}{'':>5}{calls:>7}{allowed:>8}")


def migration() -> None:
    """Print what it takes to move the records of an option to another one, beside what a page of a hundred costs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "cvpctl.yaml").write_text("project: bench\nblueprints: [many.yaml]\n")
        (folder / "many.yaml").write_text(many_records.BEFORE)
        with serving(folder) as base_url:
            words = ("apply", "--yes", "--portal", "emulator")
            measured(folder, base_url, *words)
            many_records.make_records(lambda method, path, body: _ask(base_url, method, path, body))
            (folder / "many.yaml").write_text(many_records.AFTER)
            figures = measured(folder, base_url, *words, *many_records.ALLOWED)
    _row(f"{many_records.RECORDS:,} records away from an option", figures)
    print(f"{'  records a second':58}{many_records.RECORDS / figures.seconds:>29.0f}")


def start_up() -> None:
    seconds = []
    for _ in range(START_UPS):
        began = time.perf_counter()
        subprocess.run([*CVPCTL, "--version"], check=True, stdout=subprocess.DEVNULL, env=_environment())
        seconds.append(time.perf_counter() - began)
    print(f"{'cvpctl --version, median of ' + str(START_UPS):58}{sorted(seconds)[START_UPS // 2]:>29.3f}")


def _row(title: str, figures: Figures) -> None:
    print(
        f"{title:58}{figures.code:>5}{figures.calls:>7}{figures.writes:>8}{figures.seconds:>9.2f}{figures.megabytes:>9.0f}",
        flush=True,
    )


def _ask(base_url: str, method: str, path: str, body: Any = None) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {DEFAULT_TOKEN}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(base_url + path, data, headers, method=method)) as answer:
        found: dict[str, Any] = json.loads(answer.read() or "{}")
        return found


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("HUBSPOT_")}


if __name__ == "__main__":
    print(f"{'job':58}{'exit':>5}{'calls':>7}{'writes':>8}{'seconds':>9}{'peak MB':>9}")
    start_up()
    whole_library()
    bench(["contacts"], 1000)
    bench(TWELVE, 833)
    migration()
