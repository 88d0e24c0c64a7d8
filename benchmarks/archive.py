"""The archive's budgets, as CPU ratios of one run: `python benchmarks/archive.py [--quick]`.

H1 an unchanged payload ÷ a changed one (fifteen rows, 24 KB), and the rows that an unchanged one writes;
H2 a million points of a thousand series, twelve a row and payload ÷ a plain `executemany` of the same rows (the
observations, and the rows of the boards) in the same transactions, one a payload; in a single one too, without budget;
H3 one series, whole, from the store of a million points ÷ from one of a thousand;
H4 the latest board, and the board as of a moment in the middle, of fifteen rows: from two thousand snapshots ÷ from
twenty.

The payloads of H2 are stand-ins of a few bytes: compressing a payload is in H1, and no plain insertion does it.
"""

import gc
import hashlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tickertui.archive.store import Archive
from tickertui.market.quote import Quote
from tickertui.market.series import Point, Series
from tickertui.market.snapshot import Snapshot

START = datetime(2020, 1, 1, tzinfo=UTC)
WINDOW = 12
BODY = 24_000
"""Bytes of the payload that stands for a real one."""


def row(label: str, number: int, step: int, window: int = WINDOW) -> Quote:
    """A row whose window ends with print number `step`; a print a day."""
    first = max(step - window + 1, 0)
    points = tuple(
        Point(date.fromordinal(730_000 + at), round(100 + (at * 37 + number * 11) % 997 / 10, 2))
        for at in range(first, step + 1)
    )
    return Quote(
        label=label,
        level=points[-1].value,
        last=points[-2].value if len(points) > 1 else None,
        published_on=points[-1].on,
        frequency="2wk",
        frequency_text="Updated every 2 weeks",
        change_percent=round(step % 17 / 10, 2),
        year_to_date=12.5,
        year_on_year=20.25,
        series=Series(points),
        url="/prices",
        is_protected=False,
        has_access=True,
    )


def board(series: int, step: int, window: int = WINDOW) -> Snapshot:
    """A payload of so many rows, made `step` days after the start."""
    quotes = tuple(row(f"Index {number:04d}", number, step, window) for number in range(series))
    made_at = START + timedelta(days=step)
    return Snapshot(quotes=quotes, made_at=made_at, read_at=made_at, origin="benchmark")


def keep(archive: Archive, snapshot: Snapshot, body: bytes) -> None:
    """Append a payload."""
    assert snapshot.read_at is not None
    archive.append(snapshot, body, hashlib.sha256(body).hexdigest(), source="benchmark", checked_at=snapshot.read_at)


def body_of(step: int) -> bytes:
    """Bytes like those of a payload: much alike from one to the next, and no better to compress than text."""
    words = (f'{{"date":"{step % 28 + 1:02d}","value":{(n * 7_919 + step) % 99_991 / 100}}},' for n in range(1_000))
    return "".join(words).encode()[:BODY].ljust(BODY)


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU that some work takes, without the collector."""
    gc.collect()
    gc.disable()
    began = time.process_time()
    work()
    spent = time.process_time() - began
    gc.enable()
    return spent


def report(name: str, ratio: float, budget: float, words: str) -> None:
    """Print one figure beside its budget."""
    verdict = "ok" if ratio <= budget else "OVER"
    print(f"{name:3} {ratio:8.3f}  budget {budget:5.2f}  {verdict:4}  {words}")


def unchanged_against_changed(folder: Path, rounds: int) -> None:
    """H1: medians of groups of ten, turn by turn."""
    changed, unchanged, written = [], [], set()
    with Archive.open(folder / "h1.sqlite", START) as archive:
        keep(archive, board(15, 0), body_of(0))
        for first in range(1, rounds, 10):
            payloads = [(board(15, step), body_of(step)) for step in range(first, first + 10)]

            def keep_all(payloads: list[tuple[Snapshot, bytes]] = payloads) -> None:
                for snapshot, body in payloads:
                    keep(archive, snapshot, body)

            changed.append(cpu(keep_all) / 10)
            before = archive._database.rows_written()
            unchanged.append(cpu(keep_all) / 10)
            written.add((archive._database.rows_written() - before) / 10)
    one, other = statistics.median(unchanged), statistics.median(changed)
    report(
        "H1",
        one / other,
        0.15,
        f"unchanged {one * 1e6:.0f} us ÷ changed {other * 1e6:.0f} us; it writes one row, the check",
    )
    assert written == {1}, written


Rows = dict[str, list[tuple[object, ...]]]
"""The rows of a table each."""


def rows_of(path: Path) -> Rows:
    """Every observation and every row of a board as it is kept, in the order of keeping."""
    with Archive.open(path, START) as archive:
        return {
            table: list(archive._database.rows(f"select * from {table} order by snapshot"))  # noqa: S608  # constants
            for table in ("observation", "quote")
        }


def put_plainly(path: Path, batches: list[Rows]) -> None:
    """The same rows into the same tables, a transaction a batch, and nothing else."""
    with Archive.open(path, START) as archive:
        for batch in batches:
            with archive._database.transaction():
                for table, values in batch.items():
                    marks = ", ".join("?" * len(values[0]))
                    archive._database.many(f"insert into {table} values ({marks})", values)  # noqa: S608  # constants


def by_snapshot(rows: Rows) -> list[Rows]:
    """The rows in the batches in which they were kept."""
    batches: dict[object, Rows] = {}
    for table, values in rows.items():
        for value in values:
            snapshot = value[2]
            batches.setdefault(snapshot, {}).setdefault(table, []).append(value)
    return list(batches.values())


def a_million_points(folder: Path, series: int, batches: int, repeats: int) -> Path:
    """H2: payloads of twelve new prints a row, one transaction each; against one transaction of `executemany`."""
    snapshots = [board(series, (batch + 1) * WINDOW - 1) for batch in range(batches)]
    ours, plain, at_once = [], [], []
    path = folder / "h2.sqlite"
    for repeat in range(repeats):
        path = folder / f"h2-{repeat}.sqlite"

        def all_of_them(path: Path = path) -> None:
            with Archive.open(path, START) as archive:
                for number, snapshot in enumerate(snapshots):
                    keep(archive, snapshot, b"%d" % number)

        ours.append(cpu(all_of_them))
        rows = rows_of(path)
        parts = by_snapshot(rows)
        plain.append(cpu(lambda: put_plainly(folder / f"parts-{repeat}.sqlite", parts)))  # noqa: B023  # called at once
        at_once.append(cpu(lambda: put_plainly(folder / f"once-{repeat}.sqlite", [rows])))  # noqa: B023  # as above
    ratio = statistics.median(one / other for one, other in zip(ours, plain, strict=True))
    report(
        "H2",
        ratio,
        3,
        f"{len(rows['observation']):,} points in {batches} payloads, {statistics.median(ours):.2f} s ÷"
        f" {statistics.median(plain):.2f} s",
    )
    single = statistics.median(one / other for one, other in zip(ours, at_once, strict=True))
    print(
        f"    {single:8.3f}  (no budget)         the same against a single transaction of"
        f" {statistics.median(at_once):.2f} s"
    )
    return path


def a_print_at_a_time(folder: Path, series: int, steps: int) -> None:
    """Beside H2: one new print a row and payload, as a site gives them."""
    snapshots = [board(series, step) for step in range(steps)]

    def all_of_them() -> None:
        with Archive.open(folder / "prints.sqlite", START) as archive:
            for number, snapshot in enumerate(snapshots):
                keep(archive, snapshot, b"%d" % number)

    ours = cpu(all_of_them)
    rows = rows_of(folder / "prints.sqlite")
    plain = cpu(lambda: put_plainly(folder / "prints-plain.sqlite", by_snapshot(rows)))
    print(
        f"    {ours / plain:8.3f}  (no budget)         {len(rows['observation']):,} points, one a row and payload:"
        f" {ours:.2f} s ÷ {plain:.2f} s"
    )


def turns(rounds: int, *works: Callable[[], object]) -> Iterator[float]:
    """The median CPU of each work, turn by turn."""
    spent: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for times, work in zip(spent, works, strict=True):
            times.append(cpu(work))
    return (statistics.median(times) for times in spent)


def one_series(folder: Path, large: Path) -> None:
    """H3: the same number of points, out of a thousand times as many and alone."""
    with Archive.open(large, START) as archive:
        label = archive.labels()[500 % len(archive.labels())]
        history = archive.history(label)
    assert history is not None
    with Archive.open(folder / "h3.sqlite", START) as alone:
        for batch in range(len(history.observations) // WINDOW):
            keep(alone, board(1, (batch + 1) * WINDOW - 1), b"%d" % batch)
    with Archive.open(large, START) as archive, Archive.open(folder / "h3.sqlite", START) as alone:
        of_many, of_one = turns(
            41,
            lambda: [archive.history(label) for _ in range(5)],
            lambda: [alone.history("Index 0000") for _ in range(5)],
        )
    report(
        "H3",
        of_many / of_one,
        2,
        f"{len(history.observations)} points: {of_many / 5 * 1e3:.2f} ms ÷ {of_one / 5 * 1e3:.2f} ms",
    )


def boards(folder: Path, steps: int) -> None:
    """H4: boards out of a long history and out of a short one."""
    for name, count in (("long", steps), ("short", 20)):
        with Archive.open(folder / f"{name}.sqlite", START) as archive:
            for step in range(count):
                keep(archive, board(15, step), b"%d" % step)
    middle = START + timedelta(days=steps // 2, hours=1)
    with (
        Archive.open(folder / "long.sqlite", START) as archive,
        Archive.open(folder / "short.sqlite", START) as short,
    ):
        latest, then, small = turns(
            41,
            lambda: [archive.latest_board() for _ in range(10)],
            lambda: [archive.board_as_of(middle) for _ in range(10)],
            lambda: [short.latest_board() for _ in range(10)],
        )
    report("H4", latest / small, 2, f"latest board {latest / 10 * 1e6:.0f} us ÷ {small / 10 * 1e6:.0f} us")
    report("H4", then / small, 2, f"board as of the middle {then / 10 * 1e6:.0f} us ÷ {small / 10 * 1e6:.0f} us")


def large_board(large: Path) -> None:
    """Beside H4: a thousand rows out of a million points."""
    with Archive.open(large, START) as archive:
        (spent,) = turns(5, archive.latest_board)
    print(f"              (no budget)       latest board of 1,000 rows from the large store: {spent * 1e3:.1f} ms")


def main() -> None:
    """Run every measure, each in files of its own."""
    is_quick = "--quick" in sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unchanged_against_changed(folder, 50 if is_quick else 200)
        large = a_million_points(folder, 200 if is_quick else 1_000, 84, 1 if is_quick else 3)
        a_print_at_a_time(folder, 100 if is_quick else 500, 200)
        one_series(folder, large)
        boards(folder, 400 if is_quick else 2_000)
        large_board(large)


if __name__ == "__main__":
    main()
