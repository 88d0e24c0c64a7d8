"""The sample: payloads that come with the program, so that there is something to see without a source."""

from pathlib import Path

from tickertui.errors import SourceUnreachable

ORIGIN = "the shipped sample"
"""How a person would name it."""


def sample_payloads() -> tuple[tuple[str, bytes], ...]:
    """Name and text of every shipped payload, by name.

    Raises:
        SourceUnreachable: The installation lacks them.
    """
    from importlib.resources import files

    installed = files("tickertui").joinpath("assets", "payloads")
    # An editable install runs from the checkout, where the payloads stand beside `src`.
    checkout = Path(__file__).resolve().parents[3] / "assets" / "payloads"
    for folder in (installed, checkout):
        if folder.is_dir():
            found = tuple(
                (item.name, item.read_bytes())
                for item in sorted(folder.iterdir(), key=lambda item: item.name)
                if item.name.endswith(".json") and item.is_file()
            )
            if found:
                return found
    raise SourceUnreachable("The shipped sample is missing from this installation.", "Install tickertui again.")
