"""Replies below comments."""

from datetime import UTC, datetime, timedelta

import pytest

from writing_center.domain.errors import InvalidInput
from writing_center.domain.threads import (
    MAX_REPLY,
    Reply,
    Settled,
    can_still_change,
    clean_reply,
    in_threads,
    settled_id,
    waits_for,
)

NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)


def reply(number: int, by: str, comment: str = "c") -> Reply:
    at = NOON + timedelta(minutes=number)
    return Reply(f"r{number}", comment, "v", "s", by, "Words.", at)


THREAD = [reply(1, "ann"), reply(2, "ben")]


def test_replies_stand_below_their_comment_in_order() -> None:
    later, earlier, other = reply(3, "ann"), reply(1, "ben"), reply(2, "ann", "d")
    assert in_threads([later, earlier, other]) == {"c": [earlier, later], "d": [other]}


def test_only_ones_own_last_reply_can_change() -> None:
    first, last = THREAD
    assert can_still_change(last, THREAD, "ben")
    assert not can_still_change(last, THREAD, "ann")
    assert not can_still_change(first, THREAD, "ann")


def test_a_thread_waits_for_whoever_has_not_the_last_word() -> None:
    assert waits_for(THREAD, "ann", is_of_it=True, settled=None)
    assert not waits_for(THREAD, "ben", is_of_it=True, settled=None)
    assert not waits_for([], "ann", is_of_it=True, settled=None)


def test_a_teacher_is_waited_for_only_where_they_said_something() -> None:
    assert not waits_for(THREAD, "teacher", is_of_it=False, settled=None)
    joined = [reply(0, "teacher"), *THREAD]
    assert waits_for(joined, "teacher", is_of_it=False, settled=None)


def test_a_thread_that_rests_wakes_with_the_next_reply() -> None:
    rests = Settled(settled_id("c", "ann"), "c", "ann", "r2")
    assert not waits_for(THREAD, "ann", is_of_it=True, settled=rests)
    assert waits_for([*THREAD, reply(3, "ben")], "ann", is_of_it=True, settled=rests)


def test_a_reply_is_tidied_and_needs_words() -> None:
    assert clean_reply(" Yes.\r\n") == "Yes."
    with pytest.raises(InvalidInput, match="write a reply"):
        clean_reply(" \n")
    with pytest.raises(InvalidInput, match="at most 4,000"):
        clean_reply("x" * (MAX_REPLY + 1))
