"""Who may have which report, and what must never be in it: on a real store."""

import io
import os
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from live_center import LiveClass, live_class

from writing_center.domain.assignments import Phase
from writing_center.domain.errors import InvalidInput, NotAllowed, NotFound
from writing_center.domain.reviews import Choice
from writing_center.reports.model import Fate
from writing_center.reports.rendering import render
from writing_center.services import (
    accounts,
    answering,
    classes,
    drafts,
    feedback,
    results,
    style_guide,
)
from writing_center.services.reporting import (
    CannotWrite,
    Format,
    export_reports,
    feedback_report,
    file_name,
    zip_reports,
)
from writing_center.services.revision_memos import Told, account_of, hand_in_with_memo
from writing_center.services.session import Session


@pytest.fixture
def live(tmp_path: Path) -> LiveClass:
    """Ana's first draft is answered by Ben, half answered by Cem; she has revised it. She has a
    request outside assignments too, which Dua, a consultant, has answered."""
    live = live_class(tmp_path, "Ana", "Ben", "Cem")
    live.joins("Dua", is_consultant=True)
    first = live.hands_in("Ana")
    private = live.hands_in("Ana", "A poem. My sister works until ten.", private=True)
    live.begins(Phase.REVIEW)
    live.clock.pass_(days=1)
    review = live.answers("Ben", first)
    live.writes("Cem", live.claims("Cem", first), first)
    live.answers("Dua", private)
    ana = live.as_("Ana")
    feedback.decide(ana, review.id, f"{review.id}:answer", Choice.WILL_DO, "soon")
    answering.rate_review(ana, review.id, 5, "You saw her.")
    live.clock.pass_(days=7)
    live.hands_in("Ana", "Buses stop at nine. My sister, a nurse, works until ten.")
    return live


def ana_id(live: LiveClass) -> str:
    return live.people["Ana"].id


def test_the_teachers_report(live: LiveClass) -> None:
    report = feedback_report(live.teacher, ana_id(live))
    assert report.student == "Ana"
    assert report.classes == ("English 10b",)
    assert [(s.number, s.assignment) for s in report.submissions] == [(1, "Letter"), (2, "Letter")]
    first = report.submissions[0]
    [review] = first.reviews
    assert review.reviewer == "Ben"
    assert review.answer is not None
    assert review.answer.decision is not None
    assert review.answer.decision.reason == "soon"
    assert review.readings[0].level == "clear"
    assert review.passages[0].passage == "My sister works until ten."
    assert review.passages[0].fate is Fate.CHANGED
    assert review.helpfulness is not None
    assert review.helpfulness.stars == 5
    assert (first.levels[0].middle, first.levels[0].count) == (("clear",), 1)
    assert first.next_number == 2


def test_what_its_writer_did_with_comments_is_in_the_next_drafts_part(live: LiveClass) -> None:
    ana = live.as_("Ana")
    draft_id = ana.store.submissions.first(author_id=ana.actor_id, number=2).draft_id
    draft = drafts.find_draft(ana, draft_id)
    drafts.save_text(ana, draft_id, drafts.Save("All new.", draft.version, "later", 1))
    told = {one.id: Told(Choice.DONE) for one in account_of(ana, draft_id).asked}
    hand_in_with_memo(ana, draft_id, told, "Begun again.")
    for who in (ana, live.teacher):
        third = feedback_report(who, ana_id(live)).submissions[-1]
        assert (third.number, third.opening) == (3, "Begun again.")
        assert [(one.about, one.choice, one.reason) for one in third.told] == [
            ("Your question", Choice.DONE, "")
        ]


def test_a_teachers_level_is_in_the_writers_file_once_every_review_is_answered(
    live: LiveClass,
) -> None:
    waits = live.hands_in("Ben")
    review = live.answers("Cem", waits)
    rubric = live.center.store.rubrics.find(live.assignment.rubric_id)
    assert rubric is not None
    results.override_level(live.teacher, waits.id, rubric.criteria[0].id, 2, "It is bright.")
    ben = live.as_("Ben")

    def set_to(who: Session) -> list[str]:
        report = feedback_report(who, ben.actor_id)
        return [line.set_to for one in report.submissions for line in one.levels]

    assert set_to(live.teacher) == set_to(ben) == [], "the teacher hands it out"
    assert "clear" not in str(feedback_report(live.teacher, ben.actor_id).submissions)
    answering.rate_review(ben, review.id, 4, reasons=["clear_place"])
    assert set_to(ben) == set_to(live.teacher) == ["bright"]
    (rated,) = feedback_report(ben, ben.actor_id).submissions[0].reviews
    assert rated.helpfulness is not None
    assert rated.helpfulness.why == "showed me where"


def test_unfinished_reviews_and_private_requests_are_in_no_teachers_file(live: LiveClass) -> None:
    report = feedback_report(live.teacher, ana_id(live), include_private=True)
    told = str(report)
    assert "Cem" not in told
    assert "Dua" not in told
    assert "secret" not in told
    page = render(report, Format.HTML).decode()
    assert "poem" not in page


def test_ones_own_report_holds_private_requests_only_when_asked(live: LiveClass) -> None:
    ana = live.as_("Ana")
    plain = feedback_report(ana, ana_id(live))
    private = feedback_report(ana, ana_id(live), include_private=True)
    assert "secret" not in str(plain)
    assert [s.title for s in private.submissions] == [
        "Ana’s letter",
        "Ana’s secret",
        "Ana’s letter",
    ]
    assert private.submissions[1].reviews[0].reviewer == "Dua"
    assert "Cem" not in str(private)


def test_what_she_sees_is_what_the_teacher_sees(live: LiveClass) -> None:
    own = feedback_report(live.as_("Ana"), ana_id(live))
    teachers = feedback_report(live.teacher, ana_id(live))
    assert own.submissions == teachers.submissions
    assert own.given == teachers.given


def test_nobody_else_may(live: LiveClass) -> None:
    for name in ("Ben", "Dua"):
        with pytest.raises(NotAllowed):
            feedback_report(live.as_(name), ana_id(live))
    other = accounts.add_member(live.center, "Mr Other", is_teacher=True)
    stranger = Session(live.center.store, live.clock, other.id)
    classes.make_group(stranger, live.group.term_id, "Other class")
    with pytest.raises(NotAllowed):
        feedback_report(stranger, ana_id(live))
    with pytest.raises(NotAllowed):
        zip_reports(stranger, live.group.id, [Format.HTML])
    with pytest.raises(NotAllowed):
        zip_reports(live.as_("Ana"), live.group.id, [Format.HTML])


def test_a_span_holds_what_was_handed_in_or_answered_in_it(live: LiveClass) -> None:
    def numbers(since: date | None, until: date | None) -> list[int]:
        report = feedback_report(live.teacher, ana_id(live), since=since, until=until)
        return [submission.number for submission in report.submissions]

    assert numbers(None, date(2026, 10, 5)) == [1]
    assert numbers(date(2026, 10, 6), date(2026, 10, 6)) == [1]
    assert numbers(date(2026, 10, 7), date(2026, 10, 12)) == []
    assert numbers(date(2026, 10, 13), None) == [2]


def test_an_assignment_of_another_class_is_not_found(live: LiveClass) -> None:
    assert feedback_report(live.teacher, ana_id(live), assignment_id=live.assignment.id).assignment
    with pytest.raises(NotFound):
        feedback_report(live.teacher, ana_id(live), assignment_id="elsewhere")


def test_what_was_done_for_others(live: LiveClass) -> None:
    ben = live.as_("Ben")
    text = style_guide.EntryText("Name the stop", "norm", "When …", "readers …", "try …")
    style_guide.propose_entry(ben, text)
    report = feedback_report(live.teacher, live.people["Ben"].id)
    assert (report.given.reviews, report.given.comments) == (1, 1)
    assert report.given.entries == ("Name the stop",)
    assert feedback_report(live.teacher, live.people["Cem"].id).given.reviews == 0


def test_a_folder_of_all_files_with_progress(live: LiveClass, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    folder = tmp_path / "new" / "reports"
    paths = export_reports(
        live.teacher,
        live.group.id,
        folder,
        list(Format),
        on_progress=lambda *news: told.append(news),
    )
    assert told == [(1, 3, "Ana"), (2, 3, "Ben"), (3, 3, "Cem")]
    assert sorted(folder.iterdir()) == sorted(paths)
    assert len(set(paths)) == 9
    assert all(path.stat().st_size > 500 for path in paths)


def test_exporting_again_replaces_the_same_files_only(live: LiveClass, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    notes = tmp_path / "out" / "Ana.html"
    notes.write_text("the teacher's own notes")
    first = export_reports(live.teacher, live.group.id, tmp_path / "out", ["html"])
    again = export_reports(live.teacher, live.group.id, tmp_path / "out", ["html"])
    one = export_reports(
        live.teacher, live.group.id, tmp_path / "out", ["html"], assignment_id=live.assignment.id
    )
    assert first == again
    assert not set(first) & set(one)
    assert notes.read_text() == "the teacher's own notes"
    assert len(list((tmp_path / "out").iterdir())) == 7


def test_names_that_file_systems_dislike_stay_apart(live: LiveClass) -> None:
    names = ["A/B", "A:B", "..", "CON", "Zoë " + "x" * 70, "日本 太郎", "a\u202eb"]
    ana = live.people["Ana"]
    members = [replace(ana, id=f"{n}", name=name) for n, name in enumerate(names)]
    files = [file_name(member, "Letter: 1/2?", Format.PDF) for member in members]
    assert len({name.casefold() for name in files}) == len(files)
    for name in files:
        assert not set(name) & set('/\\:*?"<>|\u202e')
        assert not name.startswith(".")
        assert len(name.encode()) < 200
        assert " - " in name  # so that no name is a device's on Windows
    assert files[5].startswith("日本 太郎")


def test_a_folder_that_cannot_be_written_is_one_sentence(live: LiveClass, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    with pytest.raises(CannotWrite, match="Choose another folder"):
        export_reports(live.teacher, live.group.id, blocked / "inside", ["html"])


def test_a_failed_write_leaves_the_old_file(
    live: LiveClass, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [path, *_] = export_reports(live.teacher, live.group.id, tmp_path / "out", ["html"])
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite, match="No space left"):
        export_reports(live.teacher, live.group.id, tmp_path / "out", ["html"])
    assert path.read_bytes() == before
    assert not [p for p in path.parent.iterdir() if p.name.startswith(".")]


def test_zip_holds_the_same_files(live: LiveClass) -> None:
    content = zip_reports(live.teacher, live.group.id, ["html", "ipynb"])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 6
        ana = file_name(live.people["Ana"], "", Format.HTML)
        assert b"Feedback for Ana" in archive.read(ana)


@pytest.mark.parametrize("formats", [[], ["docx"]])
def test_no_such_format(live: LiveClass, formats: list[str]) -> None:
    with pytest.raises(InvalidInput):
        zip_reports(live.teacher, live.group.id, formats)
