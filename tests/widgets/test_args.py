from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writing_center.domain.errors import InvalidInput
from writing_center.widgets.live import Args

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def read_or_refused(read: Callable[[str], float]) -> float:
    try:
        return read("x")
    except InvalidInput:
        return 0


@given(ANYTHING)
def test_whatever_comes_is_read_as_what_was_asked_for(value: object) -> None:
    for args in (Args(value), Args({"x": value})):
        assert isinstance(args.text("x"), str)
        assert isinstance(args.flag("x"), bool)
        assert all(isinstance(item, str) for item in args.texts("x"))
        assert isinstance(args.mapping("x"), Mapping)
        assert isinstance(read_or_refused(args.number), int)
        assert abs(read_or_refused(args.decimal)) <= 1e9


def test_texts_and_their_defaults() -> None:
    args = Args({"name": "Ada", "age": 7, "nothing": None})
    assert args.text("name") == "Ada"
    assert args.text("age") == ""
    assert args.text("missing", "else") == "else"
    assert args.has("age")
    assert not args.has("nothing")
    assert not args.has("missing")


@pytest.mark.parametrize(("sent", "read"), [(3, 3), ("3", 3), (" 4 ", 4), (-1, -1)])
def test_whole_numbers(sent: object, read: int) -> None:
    assert Args({"n": sent}).number("n") == read


@pytest.mark.parametrize("sent", [None, "", "three", "1.5", 1.5, True, [1], {"a": 1}, "9" * 5000])
def test_what_is_no_whole_number(sent: object) -> None:
    with pytest.raises(InvalidInput, match=r"Readers has to be a whole number\.") as told:
        Args({"n": sent}).number("n", "Readers")
    assert told.value.field == "n"


@pytest.mark.parametrize(("sent", "read"), [("1,5", 1.5), ("1.5", 1.5), (24, 24.0)])
def test_numbers(sent: object, read: float) -> None:
    assert Args({"n": sent}).decimal("n") == read


@pytest.mark.parametrize("sent", [None, "", "nan", "inf", "1e10", "-1e10", [], "two"])
def test_what_is_no_number(sent: object) -> None:
    with pytest.raises(InvalidInput, match=r"has to be a number\."):
        Args({"n": sent}).decimal("n")


def test_ticked_boxes() -> None:
    args = Args({"on": True, "off": False, "word": "on", "many": ["a", 1, "b"], "one": "a"})
    assert args.flag("on")
    assert args.flag("word")
    assert not args.flag("off")
    assert not args.flag("many")
    assert args.texts("many") == ["a", "b"]
    assert args.texts("one") == ["a"]
    assert args.texts("on") == []
