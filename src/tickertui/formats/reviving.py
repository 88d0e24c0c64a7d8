"""Custom types whose reviver wants its inside complete: called from the inside out, over a graph that is already built.

Where such a value belongs, the graph holds a `Pending` first. One walk then revives each and puts the result in its
places. It keeps its own stack, so depth is of no concern, and a value that is inside itself is only given late: its
reviver sees the `Pending`, which its result replaces afterwards.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from tickertui.formats.javascript import UNDEFINED, Custom, JSMap, JSSet, SparseArray


class Pending:
    """A value that waits for its reviver.

    Attributes:
        inside: What the reviver is given.
        result: What it answered.
        is_done: Whether it has.
        waiting: The containers inside it that hold it, and take the result when it is there.
    """

    __slots__ = ("inside", "is_done", "result", "reviver", "waiting")

    def __init__(self, reviver: Callable[[object], object], inside: object) -> None:
        """Keep the reviver and what it will be given."""
        self.reviver = reviver
        self.inside = inside
        self.result: object = UNDEFINED
        self.is_done = False
        self.waiting: list[object] = []


CONTAINERS = (dict, list, JSSet, JSMap, SparseArray, Custom, Pending)
"""What can hold a value that is not revived yet."""


def is_complete(value: object) -> bool:
    """Whether a value holds no others, so that a reviver can be given it at once."""
    return type(value) not in CONTAINERS


def _parts(container: object) -> Iterable[object]:
    """What a container holds."""
    match container:
        case dict():
            return container.values()
        case list():
            return container
        case JSSet() | SparseArray():
            return container.items if isinstance(container, JSSet) else container.items.values()
        case JSMap():
            return chain.from_iterable(container.pairs)
        case Custom():
            return (container.value,)
        case Pending():
            return (container.inside,)
    return ()


def _now(value: object) -> object:
    """What a value is by now."""
    return value.result if type(value) is Pending and value.is_done else value


def _settle(container: object) -> None:
    """Put the results that are there in their places in one container."""
    match container:
        case dict():
            for key, value in container.items():
                container[key] = _now(value)
        case list():
            container[:] = map(_now, container)
        case JSSet():
            container.assign(map(_now, container.items))
        case JSMap():
            container.assign([(_now(key), _now(value)) for key, value in container.pairs])
        case SparseArray():
            _settle(container.items)
        case Custom():
            container.value = _now(container.value)


def _finish(container: object) -> None:
    """Complete a container whose parts are all visited, or revive a value whose inside is."""
    if type(container) is Pending:
        container.result = container.reviver(_now(container.inside))
        container.is_done = True
        for holder in container.waiting:
            _settle(holder)
        container.waiting.clear()
        return
    holds_some = False
    for part in _parts(container):
        if type(part) is Pending:
            holds_some = True
            if not part.is_done:
                part.waiting.append(container)
    if holds_some:
        _settle(container)


def revive(root: object) -> object:
    """Revive everything that waits for it in the graph of a value, and give the value that it then is."""
    visited: set[int] = set()
    stack: list[tuple[object, Iterator[object]]] = []
    kept: list[Pending] = []  # an id is only worth something as long as its object lives

    def enter(value: object) -> None:
        if type(value) in CONTAINERS and id(value) not in visited:
            visited.add(id(value))
            if type(value) is Pending:
                kept.append(value)
            stack.append((value, iter(list(_parts(value)))))

    enter(root)
    while stack:
        container, parts = stack[-1]
        depth = len(stack)
        for part in parts:
            enter(part)
            if len(stack) > depth:
                break
        else:
            stack.pop()
            _finish(container)
    return _now(root)
