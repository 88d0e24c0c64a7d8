"""Decoding payloads beside the standard library's `json.loads` of the same text: ratios of one run, and their budgets.

    python benchmarks/decode.py [PAYLOAD] [--quick] [--no-node]

Without a path the shipped sample is read. The larger payloads are copies of it with other figures and texts, written by
the encoder of the tests. Where node and npm are there, the ratio to npm's devalue, which is installed into a temporary
folder, is printed beside its aim.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.formats.devalue_encoder import encode

from benchmarks.measure import ROOT, Budgets, interleaved, peak_memory
from tickertui.formats.devalue import JSMap, decode
from tickertui.formats.javascript import UNDEFINED
from tickertui.formats.nuxt import decode_payload

SAMPLE = ROOT / "assets" / "payloads" / "sample.payload.json"
MEGABYTE = 1_000_000
CHAIN = 100_000
JSON_BUDGET = 1.6
MEMORY_BUDGET = 1.2
TENFOLD_BUDGET = 13.0
NODE_AIMS = {"as given": 1.8, "10 MB": 1.2}
NPM_SECONDS = 120

NODE_PROGRAM = """
const { parse } = require('devalue');
const { readFileSync } = require('fs');
const same = (inside) => inside;
const revivers = Object.fromEntries(['Ref', 'ShallowRef', 'Reactive', 'ShallowReactive'].map((tag) => [tag, same]));
for (const [file, rounds] of JSON.parse(process.argv[2])) {
  const text = readFileSync(file, 'utf8');
  const taken = [];
  for (let i = 0; i < rounds; i++) {
    const start = process.hrtime.bigint();
    parse(text, revivers);
    taken.push(Number(process.hrtime.bigint() - start) / 1e9);
  }
  taken.sort((a, b) => a - b);
  console.log(taken[taken.length >> 1]);
}
"""


def mutated(value: object, chance: random.Random, mark: int) -> object:
    """A copy of a tree with other figures and texts, and its keys as they are."""
    if isinstance(value, dict):
        return {key: mutated(item, chance, mark) for key, item in value.items()}
    if isinstance(value, list):
        return [mutated(item, chance, mark) for item in value]
    if isinstance(value, float):
        return round(value * chance.uniform(0.5, 2), 2)
    if isinstance(value, str) and chance.random() < 0.6:
        return f"{value} {mark}"
    return value


def grown(text: str, size: int) -> str:
    """A payload of about a size, of mutated copies of another."""
    chance = random.Random(size)  # noqa: S311  # the same payload every time
    value = decode_payload(text)
    copies: list[object] = []
    one = len(encode([mutated(value, chance, n) for n in range(20)])) / 20
    while len(copies) < size / one:
        copies.append(mutated(value, chance, len(copies)))
    return encode({"data": copies})


def mixed(size: int) -> str:
    """A payload of about a size, full of undefined, Maps, negative zeros and shared rows."""
    rows: list[object] = []
    for n in range(size // 60):
        row: dict[str, object] = {"id": n, "none": UNDEFINED, "price": n / 7, "before": rows[-1] if rows else None}
        rows.append(JSMap([("row", n), ("zero", -0.0)]) if n % 10 == 0 else row)
    return encode(rows)


def tenfold(small: str, large: str, rounds: int) -> float:
    """How many times as long the large payload takes as the small one, as if it were exactly ten times its size.

    Both are decoded into new memory, as in a program's life they are: the small one as often as makes the size of the
    large one, with every result kept meanwhile.
    """
    count = round(len(large) / len(small))
    times = interleaved(
        {"small": lambda: [decode(small) for _ in range(count)], "large": lambda: decode(large)}, rounds
    )
    per_character = (times["large"] / len(large)) / (times["small"] / (count * len(small)))
    return per_character * 10


def against_json(budgets: Budgets, payloads: dict[str, str], quick: bool) -> None:
    """Print the ratio to `json.loads` of each payload."""
    print("decode ÷ json.loads of the same text, CPU time")
    for name, text in payloads.items():
        rounds = max(5, min(301, 30 * MEGABYTE // len(text))) // (3 if quick else 1) | 1
        works: dict[str, Callable[[], object]] = {
            "json": partial(json.loads, text),
            "decode": partial(decode_payload, text),
        }
        times = interleaved(works, rounds)
        detail = f"{name}, {len(text) / 1000:,.0f} KB, {times['decode'] * 1000:.2f} ms"
        budgets.add(detail, times["decode"] / times["json"], JSON_BUDGET)


def memory(budgets: Budgets, file: Path) -> None:
    """Print the ratio of peak memory to `json.loads`."""
    print("peak memory above the text ÷ that of json.loads, fresh processes")
    for kind, read in (("str", "read_text(encoding='utf-8')"), ("bytes", "read_bytes()")):
        text = f"text = Path(sys.argv[1]).{read}"
        plain = peak_memory(f"import json; {text}", "json.loads(text)", str(file))
        ours = peak_memory(
            f"from tickertui.formats.nuxt import decode_payload; {text}", "decode_payload(text)", str(file)
        )
        detail = f"{file.stat().st_size / MEGABYTE:.1f} MB of {kind}, {ours / MEGABYTE:.1f} MB of memory"
        budgets.add(detail, ours / plain, MEMORY_BUDGET)


def chains(budgets: Budgets) -> None:
    """Print how long chains of references take, in seconds."""
    print(f"a chain of {CHAIN:,} references")
    shapes = {"lists": "[{}]", "objects": '{{"a":{}}}', "wrappers": '["Ref",{}]', "Maps": '["Map",-1,{}]'}
    for name, shape in shapes.items():
        text = "[" + ",".join(shape.format(i + 1) for i in range(CHAIN)) + ',"end"]'
        budgets.add(
            name, interleaved({"chain": partial(decode_payload, text)}, 3, time.perf_counter)["chain"], 1.0, "s"
        )


def node_times(files: dict[str, Path]) -> dict[str, float] | str:
    """The median seconds of npm's devalue for each file, or why there are none."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return "node and npm are not both here"
    with tempfile.TemporaryDirectory() as folder:
        install = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, "devalue@5"]
        program = Path(folder) / "parse.cjs"
        program.write_text(NODE_PROGRAM, encoding="utf-8")
        rounds = [[str(file), max(9, min(301, 30 * MEGABYTE // file.stat().st_size))] for file in files.values()]
        try:
            subprocess.run(install, capture_output=True, check=True, timeout=NPM_SECONDS)
            done = subprocess.run(
                [node, str(program), json.dumps(rounds)],
                capture_output=True,
                check=True,
                timeout=NPM_SECONDS,
                text=True,
            )
        except (subprocess.SubprocessError, OSError) as error:
            return f"npm's devalue cannot be had ({type(error).__name__})"
    return dict(zip(files, map(float, done.stdout.split()), strict=True))


def against_node(budgets: Budgets, files: dict[str, Path]) -> None:
    """Print the ratio to npm's devalue of each payload."""
    theirs = node_times(files)
    if isinstance(theirs, str):
        print(f"decode ÷ npm devalue: skipped, {theirs}")
        return
    print("decode ÷ npm devalue's parse, wall time")
    for name, file in files.items():
        text = file.read_text(encoding="utf-8")
        rounds = max(5, min(301, 15 * MEGABYTE // len(text)))
        ours = interleaved({"decode": partial(decode_payload, text)}, rounds, time.perf_counter)["decode"]
        ratio = ours / theirs[name]
        if name in NODE_AIMS:
            budgets.aim(f"{name}, {theirs[name] * 1000:.2f} ms there", ratio, NODE_AIMS[name])
        else:
            print(f"  {name + f', {theirs[name] * 1000:.2f} ms there':<58} {ratio:8.2f}x")


def main() -> None:
    """Run the benchmark and print its figures and their verdict."""
    parser = argparse.ArgumentParser(description="Decode payloads, beside json.loads and npm's devalue.")
    parser.add_argument("payload", nargs="?", type=Path, default=SAMPLE, help="a payload file (the shipped sample)")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--no-node", action="store_true", help="leave npm's devalue out")
    options = parser.parse_args()
    given = options.payload.read_text(encoding="utf-8")
    payloads = {"as given": given, "1 MB": grown(given, MEGABYTE), "10 MB": grown(given, 10 * MEGABYTE)}
    budgets = Budgets()
    print(f"{options.payload.name}, Python {sys.version.split()[0]}")
    against_json(budgets, {**payloads, "1 MB of undefined, Maps and -0": mixed(MEGABYTE)}, options.quick)
    print("ten times the payload ÷ the payload, CPU time, into new memory")
    budgets.add("10 MB ÷ 1 MB", tenfold(payloads["1 MB"], payloads["10 MB"], 3 if options.quick else 7), TENFOLD_BUDGET)
    chains(budgets)
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder) / f"{name}.json" for name in payloads}
        for name, file in files.items():
            file.write_text(payloads[name], encoding="utf-8")
        memory(budgets, files["10 MB"])
        if not options.no_node:
            against_node(budgets, files)
    print(budgets.verdict())


if __name__ == "__main__":
    main()
