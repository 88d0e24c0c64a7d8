"""A process that keeps payloads until it is killed, and says of each that it is kept: `writer.py PATH NAME COUNT`."""

import sys
from datetime import timedelta
from pathlib import Path

from tests import samples
from tests.archive.payloads import keep, payload
from tickertui.archive.store import Archive


def main(path: str, name: str, count: str) -> None:
    """Keep so many payloads, each with a new print of every row, and print a line when one is safe."""
    with Archive.open(Path(path), samples.NOW) as archive:
        for number in range(int(count)):
            on = samples.NOW.date() + timedelta(days=number)
            row = samples.quote(name, (float(number), float(number + 1)), ends_on=on, every=1)
            kept = payload(row, content=f"{name} {number} " + "filler " * 500, days=number)
            keep(archive, kept)
            sys.stdout.write(f"{kept.digest}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
