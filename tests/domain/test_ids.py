"""UUIDs, version 7."""

import uuid
from datetime import timedelta

from writing_center.domain.ids import new_id

from .examples import NOW


def test_an_id_is_a_uuid_of_version_seven() -> None:
    for _ in range(200):
        made = uuid.UUID(new_id(NOW))
        assert made.version == 7
        assert made.variant == uuid.RFC_4122


def test_it_carries_its_time_in_milliseconds() -> None:
    made = uuid.UUID(new_id(NOW + timedelta(milliseconds=7)))
    assert made.int >> 80 == int(NOW.timestamp()) * 1000 + 7


def test_ids_sort_by_time() -> None:
    made = [new_id(NOW + timedelta(milliseconds=n)) for n in range(500)]
    assert made == sorted(made)


def test_no_two_of_a_moment_are_alike() -> None:
    assert len({new_id(NOW) for _ in range(20_000)}) == 20_000
