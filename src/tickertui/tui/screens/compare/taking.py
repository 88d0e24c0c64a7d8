"""Taking the table of a comparison along: to the clipboard, or to a new file in the working folder."""

from typing import TYPE_CHECKING

from textual.screen import Screen

from tickertui.market import wording
from tickertui.market.comparison import Comparison, view_of

if TYPE_CHECKING:
    from tickertui.market.views import Form
    from tickertui.tui.screens.export.screen import Wish

TITLES: dict["Form", tuple[str, str]] = {
    "csv": ("CSV", "csv"),
    "tsv": ("TSV", "tsv"),
    "markdown": ("Markdown", "md"),
    "json": ("JSON", "json"),
}
"""Every form with its name and the ending of its files."""


def choose_form(screen: Screen[None], comparison: Comparison) -> None:
    """Let the person choose a format, and whether it is written or copied."""
    from tickertui.tui.screens.export.screen import ExportScreen, Kind

    forms = list(TITLES)
    kinds = tuple(Kind(form, *TITLES[form]) for form in forms)

    def begin(wish: "Wish | None") -> None:
        if wish is not None:
            take(screen, comparison, forms[kinds.index(wish.kind)], is_copied=wish.is_copied)

    screen.app.push_screen(ExportScreen(kinds, "Export the comparison as"), begin)


def take(screen: Screen[None], comparison: Comparison, form: "Form", *, is_copied: bool) -> None:
    """Copy the table, or write it to a new file."""
    from tickertui.market.views import written
    from tickertui.tui.screens.export.files import new_file, reason

    if comparison.start_on is None:
        screen.notify("There is nothing to compare.", severity="warning", markup=False)
        return
    text = written(view_of(comparison), form)
    if form == "markdown":
        text = f"{comparison.sentence}\n\n{text}"
    title, ending = TITLES[form]
    count = len(comparison.lines)
    extent = f"{count} {'row' if count == 1 else 'rows'}, 100 = {wording.day(comparison.start_on)}"
    if is_copied:
        screen.app.copy_to_clipboard(text)
        screen.notify(f"Copied as {title}: {extent}.", markup=False)
        return
    try:
        path = new_file([text], f"tickertui-comparison-{comparison.start_on}", ending)
    except (OSError, ValueError) as error:
        screen.notify(f"It could not be written: {reason(error)}.", severity="warning", markup=False)
    else:
        screen.notify(f"{extent}, written to {path.absolute()}", markup=False)
