"""Words as they are searched: folding, phrases, and the places that are lit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickertui.formats.words import PHRASES_LIMIT, lit, parts, phrases, searchable


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lithium’s price, up 3.5 %", "lithium s price up 3 5"),
        ("Crédit Übung ŁÓDŹ Straße", "credit ubung lodz strasse"),
        ("e\u0301te\u0301 İstanbul ﬁne", "ete istanbul fine"),
        ("snake_case li-ion", "snake case li ion"),
        ("锂电池 up", "锂 电 池 up"),
        ("학교", "학 교"),
        ("½ ⑴", "1 2 1"),
        ('"*()^:{}+-~', ""),
        ("", ""),
    ],
)
def test_words_are_folded(text: str, words: str) -> None:
    """Case and accents go, what is no letter and no digit parts words, Chinese has one word a character."""
    assert searchable(text) == words


def test_what_is_typed_becomes_phrases() -> None:
    """Each word is a phrase of its parts; one typed twice counts once and the last stays the last."""
    assert phrases(" Li-Ion  cobalt ") == (("li", "ion"), ("cobalt",))
    assert phrases("a b a") == (("b",), ("a",))
    assert phrases('" OR - *') == (("or",),)
    assert len(phrases(" ".join(map(str, range(1_000))))) == PHRASES_LIMIT


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        ("Lithium and LITHIUM", "lithium", ["Lithium", "LITHIUM"]),
        ("Lithium and lit", "lit", ["Lithium", "lit"]),
        ("Lithium and lit", "lit and", ["and", "lit"]),
        ("a li-ion cell, an ion", "li-ion cell", ["li-ion", "cell"]),
        ("Crédit, cre\u0301dit", "credit", ["Crédit", "cre\u0301dit"]),
        ("新锂电池", "锂电", ["锂电"]),
        ("nothing", "", []),
    ],
)
def test_places_are_lit_as_written(text: str, words: str, places: list[str]) -> None:
    """What stands in the text is lit, with its accents; only the last word may go on."""
    assert [text[start:end] for start, end in lit(text, phrases(words))] == places


def test_parts_are_lit_inside_words() -> None:
    """A filter's pieces are found anywhere; those that touch are one."""
    assert parts("Crédit Été", ["ete", "edi"]) == ((2, 5), (7, 10))
    assert parts("abcd", ["ab", "cd"]) == ((0, 4),)
    assert parts("abc", [""]) == ()


@settings(max_examples=60)
@given(st.text(max_size=40), st.text(max_size=12))
def test_any_text_is_taken(text: str, words: str) -> None:
    """Nothing raises, and places are within the text and in order."""
    assert all(word.replace(" ", "").isalnum() or not word.isascii() for word in searchable(text).split())
    for places in (lit(text, phrases(words)), parts(text, searchable(words).split())):
        edges = [edge for place in places for edge in place]
        assert edges == sorted(edges)
        assert all(0 <= edge <= len(text) for edge in edges)


@settings(max_examples=60)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6), min_size=1, max_size=6))
def test_a_text_is_lit_by_its_own_words(words: list[str]) -> None:
    """Whatever can be searched of a text is lit in it."""
    text = " ".join(words)
    for word in words:
        if phrases(word):
            assert lit(text, phrases(word)[:1])
