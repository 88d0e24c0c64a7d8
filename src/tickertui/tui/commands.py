"""Every command, declared once: keys, footer, palette, help screen and the README's key table derive from here."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from textual.binding import BindingType

Place = Literal[
    "everywhere",
    "board",
    "table",
    "list",
    "detail",
    "filter",
    "date",
    "listing",
    "log",
    "index",
    "compare",
    "agenda",
    "articles",
    "reader",
    "text",
    "contents",
    "find",
    "links",
    "choice",
    "columns",
    "authors",
    "export",
    "picture",
    "help",
    "problems",
]


class Command(msgspec.Struct, frozen=True):
    """Something a person can ask for by key, by the palette or by mouse."""

    name: str
    """Place and action, as settings name it: "board.sort"."""
    keys: str
    """The keys, separated by commas, as Textual writes them; the first is the one shown."""
    title: str
    """A few words: what the footer and the palette say."""
    help: str
    """One sentence for the help screen and the README."""
    place: Place
    """Where it works."""
    footer: bool = False
    """Whether the footer shows it where it works."""
    palette: bool = True
    """Whether the palette offers it; movement is not offered."""
    action: str = ""
    """The action that runs, where it is not called like the command."""
    priority: bool = False
    """Whether it also works while text is typed."""

    @property
    def runs(self) -> str:
        """The action of the place that the command runs."""
        if self.place in BY_NAME:
            return f"command('{self.name}')"
        return self.action or self.name.partition(".")[2].replace("-", "_")


BY_NAME: frozenset[Place] = frozenset({"board", "detail", "index"})
"""The places with one action for all commands, `command`, which is given the name: parts of a screen answer to it."""

PLACES: dict[Place, str] = {
    "everywhere": "Everywhere",
    "board": "The board",
    "table": "Moving in the table",
    "list": "Moving in a list",
    "detail": "The detail pane",
    "filter": "The filter line",
    "date": "The date line",
    "listing": "Putting a row on a list",
    "log": "The log",
    "index": "An index on the whole screen",
    "compare": "The comparison",
    "agenda": "The calendar",
    "articles": "The library",
    "reader": "The reader",
    "text": "Moving in the text",
    "contents": "The contents",
    "find": "The find line",
    "links": "The links",
    "choice": "Choosing one of several",
    "columns": "Choosing columns",
    "authors": "The authors",
    "export": "Exporting",
    "picture": "A picture on the whole screen",
    "help": "This help",
    "problems": "The problems",
}
"""The places, in the order in which help and key table list them, with their headings."""


def _command(name: str, keys: str, title: str, sentence: str, *, footer: bool = False, palette: bool = True,
             action: str = "", priority: bool = False) -> Command:  # fmt: skip
    """A command whose place is the first part of its name ("app" stands for everywhere)."""
    room = name.partition(".")[0]
    place = msgspec.convert("everywhere" if room == "app" else room, Place)
    return Command(name, keys, title, sentence, place, footer, palette, action, priority)


COMMANDS: tuple[Command, ...] = (
    _command("app.help", "question_mark,f1", "Help", "Show the keys of this place.", footer=True),
    _command("app.palette", "ctrl+p", "Commands", "Find any command by its name.", footer=True, palette=False,
             action="command_palette", priority=True),
    _command("app.theme", "T", "Theme", "Choose a theme.", action="change_theme"),
    _command("app.light-dark", "L", "Light or dark", "Switch between the light and the dark theme."),
    _command("app.colours", "U", "Colours of up and down",
             "Up and down are blue and orange, green and red, red and green, or no colours."),
    _command("app.picture", "ctrl+s", "Save a picture", "Save a picture of the screen as SVG in the working folder.",
             action="screenshot"),
    _command("app.suspend", "ctrl+z", "Suspend", "Go back to the shell for a while; `fg` returns.",
             action="suspend_process", priority=True),
    _command("app.quit", "q,ctrl+q", "Quit", "Leave.", footer=True),
    _command("app.quit-now", "ctrl+c", "Quit at once", "Leave, also while text is typed.", palette=False,
             action="quit", priority=True),
    _command("board.detail", "enter", "Detail",
             "Open or close the detail of the selected index; a new print beside it is first marked as seen.",
             footer=True),
    _command("board.full", "f", "Full view",
             "Show the selected index on the whole screen: chart with crosshair, every print, every measure."),
    _command("board.article", "a", "Article", "Read the article; where there are several, choose one.", footer=True),
    _command("board.library", "B", "Library", "List every article: of the sources, and those that are kept."),
    _command("board.filter", "slash", "Filter", "Show only the rows whose name has what you type.", footer=True),
    _command("board.sort", "s", "Sort", "Sort by the next column; the header shows which, and which way.", footer=True),
    _command("board.sort-back", "S", "Sort by the column before", "Sort by the column before."),
    _command("board.reverse", "r", "Reverse", "Turn the order round."),
    _command("board.unsort", "0", "As published", "Back to the order of the source."),
    _command("board.window", "w", "Sparkline scale",
             "Sparklines share one time axis, or each fills its width and prints its span."),
    _command("board.weeks", "W", "Sparkline weeks",
             "Sparklines go back 13, 26, 52 or 104 weeks, or as far as there are prints."),
    _command("board.sparklines", "t", "Sparkline style",
             "Draw sparklines of blocks, or as thin lines of braille dots."),
    _command("board.columns", "c", "Columns", "Choose the columns and their order."),
    _command("board.mark", "x", "Mark", "Mark the row for a comparison, or take the mark away."),
    _command("board.compare", "C", "Compare", "Compare the marked rows on one chart, rebased to 100."),
    _command("board.agenda", "d", "Calendar", "List which index is late, which is due next, and what was printed."),
    _command("board.star", "asterisk", "Star", "Star the row, or take its star away."),
    _command("board.list", "m", "Put on a list",
             "Put the row on a list of yours, or take it off; a new name makes a list."),
    _command("board.watchlist", "v", "Next list", "Show all rows, the starred ones, or those of a list of yours."),
    _command("board.group", "o", "Group", "Put rows under headings: by family, by state, by cadence, or none."),
    _command("board.copy", "y", "Copy", "Copy the row as a sentence with its date, its changes and its source."),
    _command("board.copy-view", "Y", "Copy what shows",
             "Copy the rows and columns that show, in their order, to paste them into a spreadsheet."),
    _command("board.export", "e", "Export",
             "Write the rows and columns that show as CSV, TSV, Markdown or JSON, or copy them."),
    _command("board.next-unseen", "n", "Next new print", "Go to the next row with a print that you have not seen."),
    _command("board.last-unseen", "N", "New print before", "Go to the row before with a print that you have not seen."),
    _command("board.mark-seen", "A", "Mark all as seen", "Take every print as seen, also of rows that do not show."),
    _command("board.step-back", "left_square_bracket", "Step back in time",
             "Show the board as it was known before the last change, and so on back."),
    _command("board.step-forward", "right_square_bracket", "Step forward in time",
             "Show the board after the next change, up to now."),
    _command("board.go-to-date", "at", "Go to a date", "Show the board as it was known on a day; Esc returns to now."),
    _command("board.log", "l,f12", "Log", "List checks, changes and errors, the newest first."),
    _command("board.refresh", "R,ctrl+r,f5", "Check now", "Ask the sources now instead of waiting."),
    _command("board.problems", "exclamation_mark", "Problems",
             "Say what failed or does not add up: sources, payload and rows."),
    _command("board.back", "escape", "Clear", "Return to now, clear the filter, or close the detail.", palette=False),
    _command("table.down", "down,j", "Down", "One row down.", palette=False),
    _command("table.up", "up,k", "Up", "One row up.", palette=False),
    _command("table.page-down", "pagedown,ctrl+d", "Page down", "A page down.", palette=False),
    _command("table.space", "space", "Page down", "A page down; on a heading, fold or open its group.", palette=False),
    _command("table.page-up", "pageup,ctrl+u,b", "Page up", "A page up.", palette=False),
    _command("table.first", "home,g", "First", "The first row.", palette=False),
    _command("table.last", "end,G", "Last", "The last row.", palette=False),
    _command("table.fold", "z", "Fold", "Fold or open the group of the selected row or heading; so does Enter on it."),
    _command("table.fold-all", "Z", "Fold all", "Fold every group, or open all."),
    _command("list.down", "down,j", "Down", "One entry down.", palette=False),
    _command("list.up", "up,k", "Up", "One entry up.", palette=False),
    _command("list.page-down", "pagedown,space,ctrl+d", "Page down", "A page down.", palette=False),
    _command("list.page-up", "pageup,b,ctrl+u", "Page up", "A page up.", palette=False),
    _command("list.first", "home,g", "First", "The first entry.", palette=False),
    _command("list.last", "end,G", "Last", "The last entry.", palette=False),
    _command("detail.scroll-down", "J,shift+down", "Detail down", "Scroll the detail down.", palette=False),
    _command("detail.scroll-up", "K,shift+up", "Detail up", "Scroll the detail up.", palette=False),
    _command("filter.keep", "enter,down,up", "Keep", "Keep the filter and go back to the rows.", footer=True,
             palette=False),
    _command("filter.close", "escape", "Clear", "Show every row again.", footer=True, palette=False),
    _command("date.go", "enter", "Go", "Show the board as it was known then.", footer=True, palette=False),
    _command("date.close", "escape", "Close", "Stay where you are.", footer=True, palette=False),
    _command("listing.put", "enter", "Put on, or off", "Put the row on the list of that name, or take it off.",
             footer=True, palette=False),
    _command("listing.next-name", "down", "Next list", "Type the next list's name.", footer=True, palette=False),
    _command("listing.last-name", "up", "List before", "Type the name of the list before.", palette=False),
    _command("listing.close", "escape", "Back", "Change nothing.", footer=True, palette=False),
    _command("log.filter", "slash", "Filter", "Show only the entries that hold every word you type.", footer=True),
    _command("log.copy", "y", "Copy", "Copy the selected entry.", footer=True),
    _command("log.back", "escape,l", "Back", "Clear the filter, or go back to the board.", footer=True,
             palette=False),
    _command("index.print-before", "left", "Print before", "Move the crosshair to the print before.", palette=False),
    _command("index.next-print", "right", "Crosshair", "Move the crosshair to the next print.", footer=True,
             palette=False),
    _command("index.first-print", "home,g", "First print", "Move the crosshair to the first print.", palette=False),
    _command("index.last-print", "end,G", "Newest print", "Move the crosshair to the newest print.", palette=False),
    _command("index.older", "pagedown,space,ctrl+d", "Older prints", "A page of prints back.", palette=False),
    _command("index.newer", "pageup,b,ctrl+u", "Newer prints", "A page of prints on.", palette=False),
    _command("index.closer", "plus,equals_sign", "Zoom", "Show half as much time, round the crosshair.", footer=True),
    _command("index.wider", "minus", "Zoom out", "Show twice as much time."),
    _command("index.all", "0", "All", "Show all the time there is."),
    _command("index.range", "w,W", "Range", "Show the last 13, 26, 52 or 104 weeks, or everything.", footer=True),
    _command("index.pan-back", "less_than_sign,shift+left", "Earlier", "Move the window to what was before."),
    _command("index.pan-on", "greater_than_sign,shift+right", "Later", "Move the window to what came after."),
    _command("index.log", "l", "Log scale", "Equal changes in per cent take equal heights, or not.", footer=True),
    _command("index.step", "s", "Steps", "Keep a level until the next print, or join prints by lines.", footer=True),
    _command("index.down", "down,j", "Next index", "Show the index of the row below.", palette=False),
    _command("index.up", "up,k", "Index before", "Show the index of the row above.", palette=False),
    _command("index.scroll-down", "J,shift+down", "Facts down", "Scroll the facts down.", palette=False),
    _command("index.scroll-up", "K,shift+up", "Facts up", "Scroll the facts up.", palette=False),
    _command("index.part", "tab", "Prints or facts", "Show prints and facts, or only one of them with more room."),
    _command("index.article", "a,enter", "Article",
             "Read the article near the crosshair; where there is none, the first that names the index."),
    _command("index.copy", "y", "Copy", "Copy the crosshair's print as a sentence with where it comes from."),
    _command("index.back", "escape,f", "Back", "Back to the row on the board.", footer=True, palette=False),
    _command("compare.print-before", "left", "Print before", "Move the crosshair to the print before.", palette=False,
             action="cross(-1)"),
    _command("compare.next-print", "right", "Crosshair", "Move the crosshair to the next print, then off the chart.",
             footer=True, palette=False, action="cross(1)"),
    _command("compare.first-print", "home,g", "First print", "Move the crosshair to the start.", palette=False,
             action="cross_end(0)"),
    _command("compare.last-print", "end,G", "Last print", "Move the crosshair to the last print.", palette=False,
             action="cross_end(-1)"),
    _command("compare.start-here", "s", "Start here", "Rebase to 100 on the day of the crosshair.", footer=True),
    _command("compare.start-before", "left_square_bracket", "Start before", "Rebase to the day of the print before.",
             action="start(-1)"),
    _command("compare.start-later", "right_square_bracket", "Start later", "Rebase to the day of the next print.",
             action="start(1)"),
    _command("compare.common-start", "0", "Common start", "Rebase to the first day that all of them reach."),
    _command("compare.log", "l", "Log scale", "Equal changes in per cent take equal heights, or not.", footer=True),
    _command("compare.down", "down,j", "Next line", "Select the next line.", palette=False, action="select(1)"),
    _command("compare.up", "up,k", "Line before", "Select the line before.", palette=False, action="select(-1)"),
    _command("compare.row", "enter", "To the row", "Show the selected line's index on the board.", footer=True),
    _command("compare.copy", "y", "Copy", "Copy the table with its dates, to paste it into a spreadsheet."),
    _command("compare.export", "e", "Export", "Write the table as CSV, TSV, Markdown or JSON, or copy it."),
    _command("compare.back", "escape", "Back", "Back to the board.", footer=True, palette=False),
    _command("agenda.row", "enter", "To the row", "Show the selected index on the board.", footer=True),
    _command("agenda.next-part", "tab", "Next part", "From what is late to what is coming, to what was printed.",
             footer=True),
    _command("agenda.last-part", "shift+tab", "Part before", "To the part before."),
    _command("agenda.today", "t", "Today", "To the first print that is due or expected.", footer=True),
    _command("agenda.next-day", "right,l", "Next day", "To the next day of the list.", palette=False),
    _command("agenda.last-day", "left,h", "Day before", "To the day before in the list.", palette=False),
    _command("agenda.copy", "y", "Copy", "Copy the list, a line for each print.", footer=True),
    _command("agenda.back", "escape", "Back", "Back to the board.", footer=True, palette=False),
    _command("articles.open", "enter", "Read", "Read the selected article.", footer=True, palette=False),
    _command("articles.filter", "slash", "Filter",
             "Show only the articles whose title, author, tags or date have what you type.", footer=True),
    _command("articles.texts", "f,tab", "Search",
             "Search the articles' texts; while you type, Tab goes from titles to texts and back.", footer=True),
    _command("articles.bookmark", "m", "Bookmark", "Bookmark the selected article, or take the bookmark away.",
             footer=True),
    _command("articles.unread", "u", "Unread",
             "Lay the article back to the unread ones (●), or say it is read; ◐ has changed since.", footer=True),
    _command("articles.sort", "s", "Sort", "Sort by date, title, author, unread first, bookmarked first.", footer=True,
             action="sort(1)"),
    _command("articles.reverse", "r", "Reverse", "Turn the order round.", action="sort(0)"),
    _command("articles.only", "v", "Next list", "Show all articles, the unread ones, or the bookmarked ones."),
    _command("articles.back", "escape,a", "Back", "Show every article again; then back to the board.", footer=True,
             palette=False),
    _command("reader.find", "slash", "Find", "Find in the article; capitals tell cases apart.", footer=True),
    _command("reader.contents", "t", "Contents", "Show the headings, and jump to one.", footer=True),
    _command("reader.next-link", "tab", "Link", "Go to the next link; its address shows below.", footer=True),
    _command("reader.last-link", "shift+tab", "Link before", "Go to the link before."),
    _command("reader.links", "f", "Links", "List all links with their addresses: to follow, copy or filter.",
             footer=True),
    _command("reader.follow", "enter", "Follow", "Follow the link gone to, or the one whose number you typed."),
    _command("reader.next-name", "i", "Index",
             "Go to the next index that the text names: a card tells of it, Enter leads to its row.", footer=True),
    _command("reader.last-name", "I", "Index before", "Go to the index named before."),
    _command("reader.next-hit", "n", "Next hit", "Go to the next place that was found."),
    _command("reader.last-hit", "N", "Hit before", "Go to the place found before."),
    _command("reader.copy", "y", "Copy",
             "Copy what is selected, else the link's address or the index, else the paragraph on top with its source."),
    _command("reader.export", "e", "Export", "Write the article as Markdown, text, HTML or JSON, or copy it."),
    _command("reader.bookmark", "m", "Bookmark", "Bookmark the article, or take the bookmark away."),
    _command("reader.library", "B", "Library", "List every article."),
    _command("reader.authors", "a", "Author", "Show who wrote it."),
    _command("reader.page", "o", "Open its page", "Open the article's own page in the browser."),
    _command("reader.picture", "z", "Picture", "Show the picture in view on the whole screen."),
    _command("reader.percent", "percent_sign", "To a share", "Type 50 and this to go half way.", palette=False),
    _command("reader.return", "backspace,alt+left,left_square_bracket", "Back to before",
             "Back to where a link led away from, in this article or another."),
    _command("reader.forward", "alt+right,right_square_bracket", "Forward", "Forward again after going back."),
    _command("reader.back", "escape", "Back", "Put out what was found or gone to; then back to the board.",
             footer=True),
    _command("text.narrower", "minus", "Narrower", "A narrower column."),
    _command("text.wider", "plus,equals_sign", "Wider", "A wider column."),
    _command("text.table-right", "right,l", "Table right", "Scroll tables that are wider than the screen.",
             palette=False),
    _command("text.table-left", "left,h", "Table left", "Scroll them back.", palette=False),
    _command("text.down", "down,j", "Down", "One line down.", palette=False),
    _command("text.up", "up,k", "Up", "One line up.", palette=False),
    _command("text.half-down", "d,ctrl+d", "Half a page down", "Half a page down.", palette=False),
    _command("text.half-up", "u,ctrl+u", "Half a page up", "Half a page up.", palette=False),
    _command("text.page-down", "space,pagedown", "Page down", "A page down.", palette=False),
    _command("text.page-up", "b,pageup,shift+space", "Page up", "A page up.", palette=False),
    _command("text.next-heading", "right_curly_bracket", "Next heading", "To the next heading.", palette=False),
    _command("text.last-heading", "left_curly_bracket", "Heading before", "To the heading before.", palette=False),
    _command("text.start", "g,home", "Start", "To the start.", palette=False),
    _command("text.end", "G,end", "End", "To the end.", palette=False),
    _command("contents.open", "enter", "Go", "Go to the heading.", footer=True, palette=False),
    _command("contents.down", "down,j", "Down", "One heading down.", palette=False),
    _command("contents.up", "up,k", "Up", "One heading up.", palette=False),
    _command("contents.first", "home,g", "First", "The first heading.", palette=False),
    _command("contents.last", "end,G", "Last", "The last heading.", palette=False),
    _command("contents.close", "escape,t", "Close", "Close the contents.", footer=True, palette=False),
    _command("find.accept", "enter", "Keep", "Keep the hits lit; n and N go through them.", footer=True,
             palette=False),
    _command("find.next", "down,ctrl+n", "Next hit", "Go to the next hit while typing.", footer=True, palette=False),
    _command("find.last", "up,ctrl+r", "Hit before", "Go to the hit before while typing.", palette=False),
    _command("find.close", "escape", "Clear", "Put out the hits, and go back to where you were.", footer=True,
             palette=False),
    _command("links.open", "enter", "Follow", "Follow the selected link.", footer=True, palette=False),
    _command("links.show", "s", "Show", "Show where in the text it stands.", footer=True),
    _command("links.copy", "y", "Copy", "Copy its address.", footer=True),
    _command("links.filter", "slash", "Filter", "Show only the links whose words or address have what you type.",
             footer=True),
    _command("links.back", "escape,f", "Back", "Show every link again; then back to the text.", footer=True,
             palette=False),
    _command("choice.open", "enter", "Follow", "Follow this link; so does its digit.", footer=True, palette=False),
    _command("choice.down", "down,j,tab", "Down", "One link down.", palette=False),
    _command("choice.up", "up,k,shift+tab", "Up", "One link up.", palette=False),
    _command("choice.back", "escape", "Back", "Follow none.", footer=True, palette=False),
    _command("picture.outside", "o", "Open outside", "Open the picture in the browser.", footer=True),
    _command("picture.again", "r", "Again", "Try again where the picture could not be fetched."),
    _command("picture.back", "escape,z", "Back", "Back to the text.", footer=True, palette=False),
    _command("columns.switch", "space,x", "Show or hide", "Show or hide the column.", footer=True, palette=False),
    _command("columns.earlier", "K,shift+up,left,h", "Left", "Move the column to the left.", footer=True,
             palette=False),
    _command("columns.later", "J,shift+down,right,l", "Right", "Move the column to the right.", footer=True,
             palette=False),
    _command("columns.reset", "r,backspace", "Automatic", "Back to the columns that suit the width.", footer=True,
             palette=False),
    _command("columns.keep", "enter", "Keep", "Keep the columns as they are.", footer=True, palette=False),
    _command("columns.down", "down,j", "Down", "One column down.", palette=False),
    _command("columns.up", "up,k", "Up", "One column up.", palette=False),
    _command("columns.first", "home,g", "First", "The first column.", palette=False),
    _command("columns.last", "end,G", "Last", "The last column.", palette=False),
    _command("columns.back", "escape,q", "Back", "Leave the columns as they were.", footer=True, palette=False),
    _command("authors.follow", "enter", "Follow", "Follow the link gone to, or the first.", footer=True, palette=False),
    _command("authors.next-link", "tab", "Link", "Go to the next link.", footer=True, palette=False),
    _command("authors.last-link", "shift+tab", "Link before", "Go to the link before.", palette=False),
    _command("authors.back", "escape,a,q", "Back", "Back to the text.", footer=True, palette=False),
    _command("export.open", "enter", "Write a file", "Write it to a new file in the working folder.", footer=True,
             palette=False),
    _command("export.copy", "y,c", "Copy", "Copy it instead.", footer=True, palette=False),
    _command("export.down", "down,j,tab", "Down", "One format down.", palette=False),
    _command("export.up", "up,k,shift+tab", "Up", "One format up.", palette=False),
    _command("export.close", "escape,q", "Back", "Export nothing.", footer=True, palette=False),
    _command("help.run", "enter", "Run", "Run the selected command, as its key does.", footer=True, palette=False),
    _command("help.filter", "slash", "Filter", "Show only the keys and sentences that hold every word you type.",
             footer=True),
    _command("help.back", "escape,question_mark,q,f1", "Back", "Clear the filter, or go back to where you were.",
             footer=True, palette=False),
    _command("problems.row", "enter", "To the row", "Show the row on the board, where the problem is of a row.",
             footer=True),
    _command("problems.filter", "slash", "Filter", "Show only the problems that hold every word you type.",
             footer=True),
    _command("problems.copy", "y", "Copy", "Copy the selected problem.", footer=True),
    _command("problems.back", "escape,exclamation_mark", "Back", "Clear the filter, or go back to where you were.",
             footer=True, palette=False),
)  # fmt: skip
"""All of them, place by place in the order of `PLACES`, the more important first."""

_SPOKEN = {
    "question_mark": "?", "slash": "/", "exclamation_mark": "!", "full_stop": ".", "comma": ",", "less_than_sign": "<",
    "greater_than_sign": ">", "left_square_bracket": "[", "right_square_bracket": "]", "escape": "Esc",
    "enter": "Enter", "space": "Space", "tab": "Tab", "backspace": "Backspace", "pagedown": "PgDn", "pageup": "PgUp",
    "home": "Home", "end": "End", "up": "↑", "down": "↓", "left": "←", "right": "→", "plus": "+", "minus": "-",
    "at": "@", "equals_sign": "=", "right_curly_bracket": "}", "left_curly_bracket": "{", "percent_sign": "%",
    "asterisk": "*",
}  # fmt: skip


def spoken(key: str) -> str:
    """A key as a person calls it: "?" for `question_mark`, "Ctrl+P" for `ctrl+p`."""
    *modifiers, last = key.split("+")
    name = _SPOKEN.get(last, last)
    if (len(name) == 1 and modifiers) or (name[0] == "f" and name[1:].isdigit()):
        name = name.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


_PRESSED: dict[str, str] = {}
"""The keys that the user gave to commands, by the command's name, as Textual writes them."""


def take_keys(keymap: Mapping[str, str]) -> None:
    """From now on these commands have other keys on the screen, in place of those that the user gave before."""
    _PRESSED.clear()
    _PRESSED.update(keymap)


def keys_of(command: Command) -> tuple[str, ...]:
    """The command's keys as a person calls them: those of the user's, where there are."""
    return tuple(spoken(key) for key in _PRESSED.get(command.name, command.keys).split(","))


def at(*places: Place) -> tuple[Command, ...]:
    """The commands of the places: place by place, in declared order."""
    return tuple(command for place in places for command in COMMANDS if command.place == place)


def named(name: str) -> Command:
    """The command of that name."""
    return next(command for command in COMMANDS if command.name == name)


def bindings(*places: Place) -> "list[BindingType]":
    """Bindings for a screen, widget or app that is one of the places; each carries its command's name as id."""
    # Here, so that the shell can list the commands without loading the screen.
    from textual.binding import Binding

    return [
        Binding(
            command.keys, command.runs, command.title, show=command.footer, priority=command.priority, id=command.name
        )
        for command in at(*places)
    ]


def key_table(places: Iterable[Place] = PLACES, *, movement: bool = True) -> str:
    """The keys of places as a Markdown table, with or without those that only move."""
    lines = ["| Where | Keys | What |", "| --- | --- | --- |"]
    for place in places:
        where = PLACES[place]
        for command in at(place):
            if movement or command.palette:
                keys = " ".join(f"`{spoken(key)}`" for key in command.keys.split(","))
                lines.append(f"| {where} | {keys} | {command.help} |")
                where = ""
    return "\n".join(lines) + "\n"
