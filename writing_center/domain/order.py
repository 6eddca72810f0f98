"""What of a sequence of numbers is in order."""

from bisect import bisect_left
from collections.abc import Sequence


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest run of ``numbers`` that rises all along; not all need be neighbours.

    Patience sorting: n log n steps for n numbers.
    """
    ends: list[int] = []  # the smallest number that a run of each length can end with
    places: list[int] = []  # where that number stands
    before: list[int] = []  # what stands before it in its run
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        ends[length : length + 1] = [number]
        places[length : length + 1] = [place]
        before.append(places[length - 1] if length else -1)
    run: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        run.append(place)
        place = before[place]
    return run[::-1]
