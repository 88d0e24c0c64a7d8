"""A column whose code is highlighted: what is in view, off the loop, once it was drawn plain."""

from tickertui.formats.document import Code
from tickertui.tui.widgets.document.column import DocumentColumn, Position
from tickertui.tui.widgets.document.flow import Flow
from tickertui.tui.widgets.document.highlight import Token, coloured, may_highlight, tokens_of
from tickertui.tui.widgets.document.prose import Row
from tickertui.tui.widgets.document.setting import Unit

_KEPT = 256


class HighlightedColumn(DocumentColumn, inherit_bindings=False):
    """Colours code that was drawn."""

    _tokens: dict[int, tuple[Token, ...]]
    _asked: set[int]

    def show(self, flow: Flow, place: Position | None = None) -> None:
        """Show a flow from a place on."""
        self._tokens, self._asked = {}, set()
        super().show(flow, place)

    def _unit_rows(self, unit: Unit) -> list[Row]:
        """The rows of a unit; those of code in colour where that is known already, else it is asked for."""
        is_kept = id(unit) in self._rows
        rows = super()._unit_rows(unit)
        leaf = self.flow[unit.block] if self.flow else None
        if type(leaf) is not Code or not leaf.language:
            return rows
        tokens = self._tokens.get(unit.block)
        if tokens is None:
            self._ask(unit.block, leaf)
        elif tokens and not is_kept:
            rows[:] = [coloured(row, tokens) for row in rows]
        return rows

    def _ask(self, block: int, code: Code) -> None:
        """Have a block of code looked at, once."""
        if block in self._asked or not may_highlight(code.text, code.language):
            return
        if len(self._asked) > _KEPT:
            self._tokens.clear()
            self._asked.clear()
        self._asked.add(block)
        self.run_worker(self._highlight(block, code), group="document-highlight", exit_on_error=False)

    async def _highlight(self, block: int, code: Code) -> None:
        """Look at a block of code in a thread: importing a language and matching its patterns take their time."""
        import asyncio

        tokens = await asyncio.to_thread(tokens_of, code.text, code.language)
        if self.flow is not None and block < len(self.flow) and self.flow[block] is code:
            self._tokens[block] = tokens
            if tokens:
                self._rows.clear()
                self.redraw()
