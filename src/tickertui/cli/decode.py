"""`tickertui decode`: a payload as plain JSON."""

import argparse

from tickertui.cli import diagnostics, output
from tickertui.cli.sources import body_of
from tickertui.formats.devalue import decode
from tickertui.formats.nuxt import REVIVERS, TRANSPARENT
from tickertui.formats.plainjson import to_json


def run(parsed: argparse.Namespace) -> int:
    """Print what the payload of a source decodes to; prices and articles need not be in it."""
    body = body_of(parsed.source, parsed.clock)
    output.write(to_json(decode(body, revivers=REVIVERS, transparent=TRANSPARENT), tagged=parsed.tagged))
    return diagnostics.DONE
