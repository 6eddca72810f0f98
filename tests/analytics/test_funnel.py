from class_example import claim, day, decision, did, rating, records, review, submission

from writing_center.analytics.funnel import Funnel, funnel_of
from writing_center.domain.activity import Did
from writing_center.domain.reviews import ClaimState


def test_each_stage_counts_authors_once() -> None:
    found = funnel_of(
        records(
            activities=[did(Did.DRAFT_STARTED, who, day(0)) for who in ("ana", "ben", "dua")],
            submissions=[
                submission("ana"),
                submission("ana", 2, day(5)),
                submission("ben"),
                submission("cem"),
            ],
            claims=[claim("dua", "ben-1"), claim("cem", "ana-1", state=ClaimState.FULFILLED)],
            reviews=[review("cem", "ana-1"), review("dua", "ana-1")],
            decisions=[decision("ana", "cem>ana-1", "ana-1")],
            back_evaluations=[rating("ana", "cem>ana-1")],
        ),
        "letter",
    )
    assert found == Funnel("letter", handed_in=3, claimed=2, reviewed=1, answered=1, revised=1)


def test_a_declined_claim_is_no_reader() -> None:
    parts = {"submissions": [submission("ana")]}
    declined = claim("ben", "ana-1", state=ClaimState.DECLINED)
    assert funnel_of(records(**parts, claims=[declined]), "letter").claimed == 0
    expired = claim("ben", "ana-1", hours=0.25)
    assert funnel_of(records(**parts, claims=[expired]), "letter").claimed == 1


def test_a_second_draft_before_any_review_is_not_revision() -> None:
    found = funnel_of(
        records(
            submissions=[submission("ana"), submission("ana", 2, day(2))],
            reviews=[review("ben", "ana-1", day(3))],
        ),
        "letter",
    )
    assert found.reviewed == 1
    assert found.revised == 0


def test_other_assignments_do_not_enter() -> None:
    assert funnel_of(records(submissions=[submission("ana")]), "essay").handed_in == 0
