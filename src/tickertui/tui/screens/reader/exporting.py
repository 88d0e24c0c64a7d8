"""Exporting an article: which format, to a file of its own or to the clipboard."""

import re
from pathlib import Path
from typing import ClassVar

import msgspec
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from tickertui.market.article import Article
from tickertui.tui.commands import Place, bindings
from tickertui.tui.widgets.document.contents import EntryList
from tickertui.tui.widgets.key_line import KeyLine

LONGEST_NAME = 80
MOST_NAMES = 1_000


class Kind(msgspec.Struct, frozen=True):
    """A format."""

    name: str
    title: str
    ending: str


KINDS = (
    Kind("markdown", "Markdown", "md"),
    Kind("text", "text", "txt"),
    Kind("html", "HTML", "html"),
    Kind("json", "JSON", "json"),
)


class Wish(msgspec.Struct, frozen=True):
    """What somebody wants of an article."""

    kind: Kind
    is_copied: bool


def written(article: Article, kind: Kind, page: str) -> str:
    """The article in a format."""
    from tickertui.market import export

    match kind.name:
        case "markdown":
            return export.article_markdown(article)
        case "html":
            return export.article_html(article, address=page)
        case "json":
            return msgspec.json.format(msgspec.json.encode(export.plain_article(article)), indent=2).decode() + "\n"
        case _:
            return export.article_text(article)


def saved(text: str, article: Article, kind: Kind, folder: Path | None = None) -> Path:
    """Write a text to a new file in the working folder, or the one given; a file that is there is never touched.

    Raises:
        OSError: It cannot be written.
    """
    stem = re.sub(r"[^a-z0-9]+", "-", (article.slug or article.title).lower()).strip("-")[:LONGEST_NAME] or "article"
    for number in range(1, MOST_NAMES):
        name = f"{stem}.{kind.ending}" if number == 1 else f"{stem}-{number}.{kind.ending}"
        path = (folder or Path()) / name
        try:
            with path.open("x", encoding="utf-8", newline="\n", errors="backslashreplace") as file:
                file.write(text)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(17, "too many files of that name")


class ExportList(EntryList, inherit_bindings=False):
    """The formats."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("export")

    def action_copy(self) -> None:
        """Copy instead of writing a file."""
        self.screen.dismiss(Wish(KINDS[self.cursor], is_copied=True))


class ExportScreen(ModalScreen[Wish | None]):
    """The formats, one a line."""

    places: ClassVar[tuple[Place, ...]] = ("export",)
    DEFAULT_CSS = """
    ExportScreen { align: center middle; background: $background 60%; }
    ExportScreen ExportList {
        width: 44; max-width: 100%; height: 6; padding: 0 1;
        border: round $rule; border-title-color: $ink; border-title-style: bold;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._list = ExportList()
        self._list.border_title = "Export the article as"

    def compose(self) -> ComposeResult:
        """The list and the keys."""
        yield self._list
        yield KeyLine("export")

    def on_mount(self) -> None:
        """Show the formats."""
        self._list.show([(0, f"{kind.title} (.{kind.ending})") for kind in KINDS])
        self._list.focus()

    def on_entry_list_chosen(self, event: EntryList.Chosen) -> None:
        """Write a file."""
        event.stop()
        self.dismiss(Wish(KINDS[event.number], is_copied=False))

    def on_entry_list_closed(self, event: EntryList.Closed) -> None:
        """Do nothing."""
        event.stop()
        self.dismiss(None)
