"""What others see of me: the same rows that my teacher sees."""

from ...services import accounts, answering, classes
from ...services.dashboards import what_my_teacher_sees
from ..desk import View
from ..live import Args, Reply
from ..places import base_url


class MeView(View):
    """``/me``: what teachers and classmates see of the reader, and what nobody sees."""

    def page(self) -> str:
        """The page as it stands."""
        return self.render(
            "me.html",
            name=self.session.actor.name,
            groups=classes.groups_joined(self.session),
            seen=what_my_teacher_sees(self.session),
            received={
                one.group_id: one.sentence for one in answering.what_authors_said(self.session)
            },
            is_teacher=self.session.actor.is_teacher,
            base_url=base_url(),
        )

    def do_rename(self, args: Args) -> Reply:
        """Another name for oneself."""
        member = accounts.rename(self.session, args.text("name"))
        return Reply(say=f"You are {member.name} here now.")
