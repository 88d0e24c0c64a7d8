"""`tickertui keys`: the commands of the screen and their keys."""

import argparse

from tickertui.cli import diagnostics, output

HEADER = ("Where", "Command", "Keys", "What")
ALIGNS: tuple[output.Align, ...] = ("left", "left", "left", "left")


def run(parsed: argparse.Namespace) -> int:
    """Print every command, place by place; its name is what the settings' `keys` take."""
    from tickertui.tui.commands import PLACES, at, keys_of

    commands = at(*PLACES)
    if parsed.format == "json":
        output.json(
            [
                {
                    "name": command.name,
                    "place": command.place,
                    "title": command.title,
                    "help": command.help,
                    "keys": command.keys.split(","),
                    "shown": keys_of(command),
                }
                for command in commands
            ]
        )
        return diagnostics.DONE
    rows = [[PLACES[command.place], command.name, " ".join(keys_of(command)), command.help] for command in commands]
    output.rows(HEADER, rows, ALIGNS, parsed.format)
    return diagnostics.DONE
