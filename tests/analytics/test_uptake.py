from dataclasses import replace

from class_example import decision, records, submission

from writing_center.analytics.uptake import Uptake, uptake_of
from writing_center.domain.reviews import Choice


def test_a_refusal_counts_like_a_change_and_silence_against_nobody() -> None:
    one = decision("ana", "cem>ana-1", "ana-1")
    choices = (Choice.DONE, Choice.DECLINED, Choice.DECLINED, Choice.WILL_DO, Choice.CONSIDERING)
    made = [replace(one, id=f"{n}", choice=choice) for n, choice in enumerate(choices)]
    found = uptake_of(records(submissions=[submission("ana")], decisions=made))
    assert found == Uptake(done=1, will_do=1, considering=1, declined=2)
    assert found.decided == 5
    assert uptake_of(records()).decided == 0
