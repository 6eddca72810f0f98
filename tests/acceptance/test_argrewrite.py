"""43 writers, three drafts each, 258 reviews: a whole term on real essays, and what comes of it."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from html import unescape
from pathlib import Path
from statistics import median

import nbformat
import pytest
from pypdf import PdfReader

from writing_center.analytics.needs import NeedKind
from writing_center.domain.style_guide import EntryState
from writing_center.domain.submissions import Submission
from writing_center.services import dashboards, reporting, style_guide
from writing_center.services.dashboards import ParticipationView
from writing_center.services.report_contents import feedback_report

from .argrewrite import CRITERIA, LEVELS, Essay, read_essays
from .term import IDLE, LATE, Term, name_of, play, title_of

FORMATS = ("ipynb", "html", "pdf")
MOMENTS = (
    "drafted",
    "nobody has read",
    "claims are ending",
    "everybody has read",
    "half have draft 2",
    "draft 2 waits",
    "draft 2 is read",
    "half have draft 3",
    "draft 3 waits",
    "draft 3 is read",
    "two are late",
    "the end",
)


@pytest.fixture(scope="module")
def essays(repository: Path) -> list[Essay]:
    folder = repository.parent / "shared" / "data" / "argrewrite"
    if not folder.is_dir():
        pytest.skip(f"the essays of ArgRewrite V.2 are not beside this checkout ({folder})")
    return read_essays(folder)


@pytest.fixture(scope="module")
def term(essays: list[Essay], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Term]:
    played = play(tmp_path_factory.mktemp("term"), essays)
    yield played
    played.center.store.close()  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def reports(term: Term, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The files of each student, by format, exported once for the whole class."""
    told: list[tuple[int, int, str]] = []
    paths = reporting.export_reports(
        term.teacher,
        term.group.id,
        tmp_path_factory.mktemp("reports"),
        FORMATS,
        on_progress=lambda done, of, name: told.append((done, of, name)),
    )
    names = sorted([*term.names, LATE, IDLE], key=str.casefold)
    assert told == [(place, 45, name) for place, name in enumerate(names, 1)]
    found: dict[str, dict[str, bytes]] = {name: {} for name in names}
    for path in paths:
        found[path.name.split(" - ")[0]][path.suffix[1:]] = path.read_bytes()
    return found


def test_all_the_writers_are_there(essays: list[Essay], term: Term) -> None:
    assert len(essays) == 43
    assert len(term.tally.submissions) == 3 * 43 + 2
    assert sum(term.tally.pairs.values()) == 3 * 2 * 43
    stored = term.center.store
    assert stored.submissions.count() == 3 * 43 + 2
    assert {(title_of(e), n, e.drafts[n - 1]) for e in essays for n in (1, 2, 3)} <= {
        (s.title, s.number, s.text) for s in stored.submissions.all()
    }


def test_comments_stand_on_real_sentences_of_the_draft_that_was_read(
    term: Term, essays: list[Essay]
) -> None:
    texts = {s.id: s for s in term.center.store.submissions.all()}
    known = {
        (title_of(e), n + 1, sentence)
        for e in essays
        for n in range(3)
        for sentence in e.sentences[n]
    }
    notes = term.center.store.annotations.all()
    assert len(notes) == 2 * 258
    for note in notes:
        read = texts[note.submission_id]
        assert read.text[note.passage.start : note.passage.end] == note.passage.exact
        assert (read.title, read.number, note.passage.exact) in known


@pytest.mark.parametrize("moment", MOMENTS)
def test_participation_is_what_was_done(term: Term, moment: str) -> None:
    view = term.views[moment]
    weeks, funnel, pairs = term.views[f"{moment}: expected"]  # type: ignore[misc]
    shown = [(w.monday, w.submissions, w.reviews, w.decisions, w.guide) for w in view.weeks]
    assert shown == weeks
    ((_, one),) = view.funnels
    stages = (one.handed_in, one.claimed, one.reviewed, one.answered, one.revised)
    assert stages == funnel
    assert {(p.reviewer, p.author): p.count for p in view.pairs} == pairs
    assert view.sharing.reviews == sum(pairs.values())
    assert sum((view.degrees[-1].core, view.degrees[-1].active, view.degrees[-1].peripheral)) == (
        view.students
    )


def needs(view: ParticipationView) -> Counter[tuple[NeedKind, str]]:
    return Counter((need.need.kind, need.name) for need in view.needs)


def test_who_needs_something_and_when_nobody_does(term: Term) -> None:
    everybody = Counter(dict.fromkeys(((NeedKind.UNANSWERED, name) for name in term.names), 1))
    ending = Counter(dict.fromkeys(((NeedKind.CLAIM_ENDING, name) for name in term.names), 1))
    assert needs(term.views["drafted"]) == Counter(), "nobody could have read yet"
    assert needs(term.views["nobody has read"]) == everybody
    assert needs(term.views["claims are ending"]) == everybody + ending
    assert needs(term.views["everybody has read"]) == Counter()
    for number in (2, 3):
        assert needs(term.views[f"draft {number} waits"]) == everybody
        assert needs(term.views[f"draft {number} is read"]) == Counter()
    assert needs(term.views["two are late"]) == Counter(
        {(NeedKind.UNANSWERED, LATE): 1, (NeedKind.NOTHING_YET, IDLE): 1}
    )
    assert needs(term.views["the end"]) == Counter(
        {(NeedKind.NO_FEEDBACK, LATE): 1, (NeedKind.NOTHING_YET, IDLE): 1}
    )


def test_the_assignment_alone_has_the_same_numbers_but_for_the_guide(term: Term) -> None:
    whole = term.views["the end"]
    alone = dashboards.participation(term.teacher, term.group.id, term.assignment.id)
    assert alone.pairs == whole.pairs
    assert alone.funnels == whole.funnels
    assert [(w.submissions, w.reviews, w.decisions) for w in alone.weeks] == [
        (w.submissions, w.reviews, w.decisions) for w in whole.weeks
    ]
    assert sum(w.guide for w in alone.weeks) == sum(term.tally.citations.values())


def test_how_long_writers_waited(term: Term) -> None:
    wait = term.views["the end"].wait
    read = sum(count > 0 for count in term.tally.reviews_of.values())
    assert (wait.answered, wait.waiting) == (read, len(term.tally.submissions) - read)
    assert wait.answered == 129
    assert wait.median == _kaplan_meier_median(*_waits(term))


def _waits(term: Term) -> tuple[list[timedelta], list[timedelta]]:
    """How long the answered submissions waited, and the others: until the next draft, or now."""
    came: dict[str, list[datetime]] = {}
    for review in term.center.store.reviews.all():
        if review.submitted_at:
            came.setdefault(review.submission_id, []).append(review.submitted_at)
    all_of_them = term.center.store.submissions.all()
    return (
        [min(came[s.id]) - s.submitted_at for s in all_of_them if s.id in came],
        [_gave_up(term, s) - s.submitted_at for s in all_of_them if s.id not in came],
    )


def _gave_up(term: Term, submission: Submission) -> datetime:
    later = term.center.store.submissions.where(draft_id=submission.draft_id)
    after = [s.submitted_at for s in later if s.number > submission.number]
    return min(after, default=term.clock.now())


def _kaplan_meier_median(answered: list[timedelta], waiting: list[timedelta]) -> timedelta:
    left = Fraction(1)
    for length in sorted(set(answered)):
        at_risk = sum(one >= length for one in (*answered, *waiting))
        left *= 1 - Fraction(answered.count(length), at_risk)
        if left <= Fraction(1, 2):
            return length
    raise AssertionError("fewer than half were answered")


def test_the_repertoire_is_what_was_written_down(term: Term) -> None:
    tally = term.tally
    view = dashboards.repertoire(term.teacher)
    table = {
        (row.kind, str(state)): count
        for row in view.kinds
        for state, count in zip(EntryState, row.counts, strict=True)
        if count
    }
    assert table == Counter((tally.kinds[title], tally.states[title]) for title in tally.states)
    shown = [(row.monday, row.proposed, row.established) for row in view.growth]
    assert shown == tally.growth(term.clock.now())
    people = {*tally.proposers, *tally.revisers, *tally.triers}
    assert {c.name: (c.row.proposed, c.row.revised, c.row.tried) for c in view.contributors} == {
        n: (tally.proposers[n], tally.revisers[n], tally.triers[n]) for n in people
    }
    assert {
        use.row.title: (use.row.cited, use.row.helped, use.row.otherwise) for use in view.uses
    } == {
        title: (tally.citations[title], tally.trials[title, True], tally.trials[title, False])
        for title in tally.states
    }
    cited_in = {place for use in view.uses for place, _ in use.places}
    assert cited_in == {term.assignment.title}


def test_the_repertoires_measures(term: Term) -> None:
    tally, measures = term.tally, dashboards.repertoire(term.teacher).measures
    standing = [t for t, state in tally.states.items() if state in ("established", "inherited")]
    assert (measures.proposed, measures.ever_established) == (8, len(tally.established))
    assert (measures.standing, measures.reused) == (
        len(standing),
        sum(tally.citations[title] > 0 for title in standing),
    )
    counts = [tally.citations[title] for title in tally.states]
    best = max(h for h in range(9) if sum(count >= h for count in counts) >= h)
    assert measures.h_index == best
    days = [(tally.established[t] - tally.proposed[t]).days for t in tally.established]
    assert round(measures.median_time.total_seconds() / 86400) == median(days)
    kinds = {tally.kinds[t] for t, state in tally.states.items() if state != "retired"}
    assert measures.kinds_used == len(kinds)


def test_the_guide_quotes_those_who_agreed_and_nobody_else(term: Term) -> None:
    shown = {}
    for title, entry_id in term.entries.items():
        for quotation in style_guide.view_entry(term.teacher, entry_id).quotations:
            shown[title] = quotation.passage.exact
    assert shown == term.quoted
    assert 0 < len(shown) < len(term.entries)


def test_every_student_has_three_files(reports: dict[str, dict[str, bytes]]) -> None:
    assert len(reports) == 45
    assert all(set(files) == set(FORMATS) for files in reports.values())


def test_every_notebook_is_valid_and_tells_of_all_three_drafts(
    term: Term, reports: dict[str, dict[str, bytes]]
) -> None:
    for name, files in reports.items():
        notebook = nbformat.reads(files["ipynb"].decode(), as_version=4)
        nbformat.validate(notebook)
        said = "\n".join(cell.source for cell in notebook.cells)
        if name in term.essays:
            assert all(f"Draft {number}" in said for number in (1, 2, 3)), name


def squeezed(words: str) -> str:
    """Letters and digits only: a file may break lines, hyphenate and escape as it likes."""
    return re.sub(r"[\W_]+", "", words)


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_every_html_quotes_the_passages(term: Term, reports: dict[str, dict[str, bytes]]) -> None:
    texts = {s.id: s for s in term.center.store.submissions.all()}
    pages = {name: files["html"].decode() for name, files in reports.items()}
    said = {name: squeezed(plain(page)) for name, page in pages.items()}
    assert not [name for name, page in pages.items() if re.search(r"(src|href)=.https?:", page)]
    for note in term.center.store.annotations.all():
        author = term.author_of(texts[note.submission_id])
        # Long passages are quoted by their ends.
        assert squeezed(note.passage.exact[:60]) in said[author]
        assert squeezed(note.body) in said[author]


def test_every_pdf_can_be_read(term: Term, reports: dict[str, dict[str, bytes]]) -> None:
    for name, files in reports.items():
        assert files["pdf"].startswith(b"%PDF")
        reader = PdfReader(io.BytesIO(files["pdf"]))
        said = squeezed(" ".join(page.extract_text() for page in reader.pages))
        assert squeezed(name) in said
        if name in term.essays:
            assert squeezed(title_of(term.essays[name])) in said


def test_a_report_says_what_was_received_decided_given_and_rated(term: Term) -> None:
    for name, essay in term.essays.items():
        report = feedback_report(term.people[name], term.people[name].actor_id)
        assert [s.number for s in report.submissions] == [1, 2, 3]
        assert [len(s.reviews) for s in report.submissions] == [
            term.tally.reviews_of[name, number] for number in (1, 2, 3)
        ]
        given = sum(n for (reader, _), n in term.tally.pairs.items() if reader == name)
        assert (report.given.reviews, report.given.comments) == (
            given,
            term.tally.comments_given[name],
        )
        assert Counter(_decisions(report)) == Counter(term.tally.decided[name])
        _check_levels(report.submissions[2].levels, essay)


def _decisions(report) -> list[str]:
    made = []
    for submission in report.submissions:
        for review in submission.reviews:
            parts = [review.answer, *review.readings, *review.passages, review.summary]
            made += [str(p.decision.choice) for p in parts if p is not None and p.decision]
    return made


def _check_levels(lines, essay: Essay) -> None:
    assert [line.criterion for line in lines] == list(CRITERIA)
    for line in lines:
        both = sorted(levels[line.criterion] for levels in essay.levels)
        assert line.count == 2
        assert (line.lowest, line.highest) == (LEVELS[both[0]], LEVELS[both[1]])


def test_every_name_is_of_a_writer(term: Term, essays: list[Essay]) -> None:
    assert term.names == [name_of(essay) for essay in essays]
