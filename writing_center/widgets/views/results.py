"""Results for teachers, and what the feedback page shows an author of theirs."""

from collections.abc import Iterable

from ...domain.answering import REASON_WORDS
from ...domain.errors import NotFound
from ...domain.results import nearest_word
from ...domain.rubrics import Criterion
from ...services import answering, results
from ...services.names import name_of
from ...services.results import ClassResults, SubmissionResults
from ...services.session import Session
from ..dashboards import picture
from ..desk import View
from ..live import Args, Reply
from ..strips import level_strip

RATING_WORDS = ("not yet", "a little", "helpful", "very helpful", "more than I hoped for")


class ResultsView(View):
    """``/results/ASSIGNMENT`` is a class's results, ``/results/ASSIGNMENT/SUBMISSION`` one's."""

    def page(self) -> str:
        """The class, or one submission."""
        if self.part(1):
            return self._one(results.submission_results(self.session, self.part(1)))
        return self._all(results.class_results(self.session, self.part(0)))

    def do_csv(self, _args: Args) -> Reply:
        """The class's results as a file."""
        found = results.class_results(self.session, self.part(0))
        content = results.results_csv(self.session, found.assignment.id)
        name = results.results_file(found.assignment)
        return Reply(render=False, download=(name, "text/csv", content))

    def do_override(self, args: Args) -> Reply:
        """Set a level in place of the readers', or give it back to them."""
        if not self.part(1):
            raise NotFound("draft")
        typed = args.text("level")
        level = args.number("level", "The level") if typed else None
        results.override_level(
            self.session, self.part(1), args.text("criterion"), level, args.text("reason")
        )
        return Reply(say="Kept, with your reason." if typed else "The readers’ word stands again.")

    def _all(self, found: ClassResults) -> str:
        criteria = _criteria(found.rows)
        return self.render(
            "results.html",
            found=found,
            criteria=criteria,
            has_levels=results.asks_for_levels(self.session, found.assignment),
            has_points=any(one.points for one in criteria),
            cells={
                row.submission.id: {one.criterion.id: one for one in row.results}
                for row in found.rows
            },
            charts=[picture(level_strip(one, found.of_criterion(one.id))) for one in criteria],
            left_out=answering.ratings_left_out(self.session, found.assignment.id),
            received=answering.how_reviews_are_received(self.session, found.group.id),
            nearest=nearest_word,
        )

    def _one(self, row: SubmissionResults) -> str:
        return self.render(
            "result.html", row=row, set_by=_names(self.session, row), nearest=nearest_word
        )


def rating_values(session: Session, submission_id: str) -> dict[str, object]:
    """What ``rate.html`` and ``own_results.html`` need beside the feedback of a submission."""
    found = results.own_results(session, submission_id)
    weighed = {
        one.criterion.id: nearest_word(one.criterion, one.consensus)
        for one in found.results
        if one.consensus is not None
    }
    return {
        "rating_words": RATING_WORDS,
        "reasons": [(str(reason), words) for reason, words in REASON_WORDS.items()],
        "left_out": answering.own_ratings_left_out(session, submission_id),
        "own_results": found,
        "set_by": _names(session, found),
        "weighed": {**dict.fromkeys(_ids(found), ""), **weighed} if weighed else {},
    }


def _ids(found: SubmissionResults) -> Iterable[str]:
    return (one.criterion.id for one in found.results)


def _names(session: Session, found: SubmissionResults) -> dict[str, str]:
    """Who set levels, by id."""
    ids = {past.by_id for one in found.results for past in one.history}
    return {id: name_of(session, id) for id in ids}


def _criteria(rows: Iterable[SubmissionResults]) -> list[Criterion]:
    """Every criterion with levels that any of the submissions was read with."""
    return list({one.criterion.id: one.criterion for row in rows for one in row.results}.values())
