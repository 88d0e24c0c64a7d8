"""The reader's costs as ratios of one run: opening, scrolling, resizing and finding at 30, 1,000 and 20,000 blocks.

Beside them Textual's Markdown widget with the same text at 1,000 blocks. Run it as `python benchmarks/reader.py`; every
figure is the median of several measurements inside of this one process.
"""

import asyncio
import gc
import statistics
import sys
import tracemalloc
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from time import perf_counter

from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Markdown

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.tui.document_samples import long_document  # found beside this folder

from tickertui.formats.document import Document
from tickertui.formats.storyblok import to_markdown
from tickertui.tui import theme
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.view import DocumentView

SIZES = (30, 1_000, 20_000)
REPEATS = 7


class BenchApp(App[None]):
    """An empty screen that tells when it has drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn = asyncio.Event()
        for ours in theme.OURS:
            self.register_theme(ours)
        self.theme = theme.DEFAULT

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our colours."""
        return theme.variables_of(self.current_theme)

    def compose(self) -> ComposeResult:
        """Nothing yet."""
        yield Widget(id="stage")

    def _display(self, screen: object, renderable: object) -> None:
        """Tell that something was drawn."""
        super()._display(screen, renderable)  # type: ignore[arg-type]  # passed on as it came
        self.drawn.set()


async def drawn_after(app: BenchApp, change: Callable[[], object], wanted: Callable[[], bool]) -> float:
    """Milliseconds from a change until what it leads to was drawn."""
    app.drawn.clear()
    started = perf_counter()
    result = change()
    if isinstance(result, Awaitable):
        await result
    while True:
        await asyncio.wait_for(app.drawn.wait(), 120)
        if wanted():
            return (perf_counter() - started) * 1_000
        app.drawn.clear()


async def settle(app: BenchApp) -> None:
    """Let everything that is under way end."""
    await app.workers.wait_for_complete()
    for _ in range(3):
        await asyncio.sleep(0.03)


async def measure(document: Document) -> dict[str, float]:
    """Medians for one document, in milliseconds."""
    figures: dict[str, list[float]] = {name: [] for name in ("open", "all", "page", "resize", "find")}
    app = BenchApp()
    async with app.run_test(size=(100, 40)):
        view = DocumentView(id="view")
        await app.query_one("#stage").mount(view)
        for turn in range(REPEATS):
            view.show(Flow(Document()))
            await settle(app)
            gc.collect()
            started = perf_counter()
            figures["open"].append(
                await drawn_after(app, lambda: view.show(Flow(document)), lambda: "Heading 0" in first_lines(view))
            )
            await set_to_its_end(app, view)
            figures["all"].append((perf_counter() - started) * 1_000)
            await settle(app)
            for pages in (1, -1, 1, -1):
                figures["page"].append(await drawn_after(app, partial(view.page, pages), lambda: True))
                await asyncio.sleep(0.02)
            before = view.size.width
            resize = partial(resize_terminal, app, Size(70 if turn % 2 == 0 else 100, 40))
            figures["resize"].append(await drawn_after(app, resize, partial(is_resized, view, before)))
            await settle(app)
            figures["find"].append(await drawn_after(app, lambda: view.find("lithium"), lambda: True))
            await settle(app)
            view.clear_find()
            await settle(app)
    return {name: statistics.median(values) for name, values in figures.items()}


async def set_to_its_end(app: BenchApp, view: DocumentView) -> None:
    """Wait until every block was set."""
    while view.layout_of_flow is None or not view.layout_of_flow.done:
        await asyncio.sleep(0.002)
        await app.workers.wait_for_complete()


def resize_terminal(app: BenchApp, size: Size) -> None:
    """What a terminal of another size tells the app."""
    app.post_message(events.Resize(size, size))


def is_resized(view: DocumentView, before: int) -> bool:
    """Whether the view has another width than before."""
    return view.size.width != before


def first_lines(view: DocumentView) -> str:
    """The text of the first lines of the view."""
    return "".join(segment.text for y in range(6) for segment in view.render_line(y))


async def markdown_open(text: str) -> float:
    """Milliseconds until Textual's Markdown widget has drawn its first heading."""
    app = BenchApp()
    async with app.run_test(size=(100, 40)):
        markdown = Markdown(id="view")
        await app.query_one("#stage").mount(markdown)
        await settle(app)
        gc.collect()
        return await drawn_after(app, lambda: markdown.update(text), lambda: bool(len(markdown.children)))


def memory(document: Document) -> int:
    """Bytes that a whole layout keeps, beside the document."""
    from tickertui.tui.widgets.document.layout import Layout

    flow = Flow(document)
    gc.collect()
    tracemalloc.start()
    layout = Layout(flow, 72, 98)
    while layout.advance(lambda: False):
        pass
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert layout.done
    return kept


async def run() -> int:
    """Measure and print; the exit code says whether the budgets hold."""
    documents = {size: long_document(size) for size in SIZES}
    found = {size: await measure(document) for size, document in documents.items()}
    small, middle, large = (found[size] for size in SIZES)
    print(f"{'':22}{'30 blocks':>12}{'1,000':>10}{'20,000':>10}{'20,000/30':>12}")
    names = {
        "open": "open to first paint", "all": "until all is set", "page": "a page of scrolling", "resize": "a resize",
        "find": "a find keystroke",
    }  # fmt: skip
    for name, words in names.items():
        ratio = large[name] / small[name]
        print(f"{words:22}{small[name]:>9.1f} ms{middle[name]:>7.1f} ms{large[name]:>7.1f} ms{ratio:>11.2f}x")
    kept = memory(documents[20_000])
    print(f"layout of 20,000 blocks keeps {kept / 1e6:.1f} MB, {kept / 20_000:.0f} bytes a block")
    markdown = await markdown_open(to_markdown(documents[1_000]))
    print(f"Textual's Markdown, 1,000 blocks: {markdown:.0f} ms, {markdown / middle['open']:.0f} times ours")
    verdicts = {
        "20,000 blocks open in at most 3x the time of 30": large["open"] <= 3 * small["open"],
        "at least 50 times faster than Textual's Markdown at 1,000 blocks": markdown >= 50 * middle["open"],
    }
    for words, holds in verdicts.items():
        print(f"{'holds' if holds else 'FAILS'}: {words}")
    return 0 if all(verdicts.values()) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(run()))
