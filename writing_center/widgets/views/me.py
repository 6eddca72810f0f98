"""What others see of me: the same rows that my teacher sees."""

from ...services import classes
from ...services.dashboards import what_my_teacher_sees
from ..desk import View


class MeView(View):
    """``/me``: what teachers and classmates see of the reader, and what nobody sees."""

    def page(self) -> str:
        """The page as it stands."""
        return self.render(
            "me.html",
            name=self.session.actor.name,
            groups=classes.groups_joined(self.session),
            seen=what_my_teacher_sees(self.session),
        )
