"""The teachers' dashboards: who takes part, and how the guide grows."""

from collections.abc import Sequence
from datetime import timedelta

from markupsafe import Markup

from ..domain.local_time import zone_of
from ..services import classes, dashboards
from ..services.session import Session
from .charts import (
    Chart,
    degrees_chart,
    entries_chart,
    funnel_chart,
    growth_chart,
    weekly_activity_chart,
)
from .desk import Desk, View
from .live import Args, Reply
from .places import base_url
from .templates import plural


class ParticipationDashboard(Desk):
    """Who needs something first, then how the class takes part.

    ``ParticipationDashboard(open_session())`` shows it. Raises NotAllowed for anybody but a
    teacher.
    """

    def __init__(self, session: Session) -> None:
        """The dashboard of the session's teacher."""
        session.require_teacher()
        super().__init__(session)
        self.add_view("", ParticipationView(self))
        self.add_view("class", ParticipationView(self))


class RepertoireDashboard(Desk):
    """How the shared repertoire grows. Raises NotAllowed for anybody but a teacher."""

    def __init__(self, session: Session) -> None:
        """The dashboard of the session's teacher."""
        session.require_teacher()
        super().__init__(session)
        self.add_view("", RepertoireView(self))


class ParticipationView(View):
    """``/class/ID/ASSIGNMENT``; the newest class, and all assignments, by default."""

    def page(self) -> str:
        """The dashboard as it stands in the store."""
        groups = classes.groups_taught(self.session)
        if not groups:
            return self.render("no_class.html", base_url=base_url())
        group_id = self.part(0) or groups[-1].id
        view = dashboards.participation(
            self.session, group_id, self.part(1) or None, zone=zone_of(self.desk.zone)
        )
        return self.render(
            "participation.html",
            view=view,
            groups=groups,
            route="/".join(("/class", *self.path)) if self.path else "/",
            charts=[
                picture(weekly_activity_chart(view.weeks)),
                *(picture(funnel_chart(funnel, a.title)) for a, funnel in view.funnels),
                picture(degrees_chart(view.degrees)),
            ],
            wait=in_days(view.wait.median),
            base_url=base_url(),
        )

    def do_choose(self, args: Args) -> Reply:
        """Another class or assignment."""
        parts = [part for part in (args.text("group"), args.text("assignment")) if part]
        return Reply(route="/" + "/".join(("class", *parts)))


class RepertoireView(View):
    """The repertoire of the whole center."""

    def page(self) -> str:
        """The dashboard as it stands in the store."""
        view = dashboards.repertoire(self.session, zone=zone_of(self.desk.zone))
        return self.render(
            "repertoire.html",
            view=view,
            charts=[picture(entries_chart(view.kinds)), picture(growth_chart(view.growth))],
            median=in_days(view.measures.median_time),
            base_url=base_url(),
        )


def picture(chart: Chart) -> Markup:
    """A chart with its table, as safe HTML: ``charts`` escapes what people wrote."""
    return Markup(chart.to_html())


def in_days(length: timedelta | None) -> str:
    """A length of time in words: hours up to two days, days beyond; empty for None."""
    if length is None:
        return ""
    hours = length.total_seconds() / 3600
    if hours < 1:
        return plural(max(1, round(hours * 60)), "minute", "minutes")
    if hours < 48:
        return plural(round(hours), "hour", "hours")
    return plural(round(hours / 24), "day", "days")


__all__: Sequence[str] = ("ParticipationDashboard", "RepertoireDashboard")
