"""Asking for texts while somebody types: a little later than the last key, and only the latest answer counts."""

from collections.abc import Awaitable, Callable

from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from tickertui.archive.records import Hit
from tickertui.errors import TickertuiError

Search = Callable[[str, int], Awaitable[tuple[Hit, ...]]]
"""Finds articles by their words, at most so many."""

LIMIT = 100
"""Articles that a search shows at most."""


class Question:
    """One thing that was asked; another object is another question, also with the same words."""

    def __init__(self, words: str) -> None:
        """Ask for these words."""
        self.words = words


class Answered(Message):
    """The latest question was answered."""

    def __init__(self, question: Question, hits: tuple[Hit, ...], trouble: str = "") -> None:
        """The articles found, or why none could be looked for."""
        super().__init__()
        self.question = question
        self.hits = hits
        self.trouble = trouble


class Questions:
    """What is asked on behalf of a widget, which is sent an `Answered`."""

    def __init__(self, owner: Widget, search: Search, debounce: float) -> None:
        """Ask nothing yet.

        Args:
            owner: Runs the workers and gets the answers.
            search: Answers.
            debounce: Seconds that typing has to rest.
        """
        self._owner = owner
        self._search = search
        self._debounce = debounce
        self._latest: Question | None = None
        self._timer: Timer | None = None

    def ask(self, words: str) -> None:
        """Ask for these words when no others come soon; answers to earlier questions are dropped."""
        self.drop()
        question = self._latest = Question(words)
        if self._debounce:
            self._timer = self._owner.set_timer(self._debounce, lambda: self._run(question))
        else:
            self._run(question)

    def drop(self) -> None:
        """Want no answer any more."""
        self._latest = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def is_latest(self, answer: Answered) -> bool:
        """Whether an answer is to what was asked last."""
        return answer.question is self._latest

    def _run(self, question: Question) -> None:
        """Ask in a worker of its own; the one before is not waited for."""
        self._owner.run_worker(self._answer(question), group="search", exit_on_error=False)

    async def _answer(self, question: Question) -> None:
        """Send the answer, unless another question was asked meanwhile."""
        hits: tuple[Hit, ...] = ()
        trouble = ""
        try:
            hits = await self._search(question.words, LIMIT)
        except TickertuiError as error:
            trouble = error.sentence
        answer = Answered(question, hits, trouble)
        if self.is_latest(answer):
            self._owner.post_message(answer)
