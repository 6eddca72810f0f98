"""A student's own circle: its people, the drafts that wait there, asking others to be one."""

from ...domain.circles import ProposalState
from ...services import circle_proposals, circles, own_circle, reviews
from ..desk import View
from ..live import Args, Reply


class CircleView(View):
    """``/circle``: one's circle in each class."""

    @property
    def is_live(self) -> bool:
        """Drafts and answers appear as they come."""
        return True

    def page(self) -> str:
        """The circle, or the way into one."""
        mine = own_circle.my_circles(self.session)
        return self.render(
            "circle.html",
            mine=mine,
            member_id=self.session.actor_id,
        )

    def do_claim(self, args: Args) -> Reply:
        """Take a draft of the circle's to read."""
        claim = reviews.claim_review(self.session, args.text("id"))
        return Reply(route=f"/review/{claim.id}", say="It is yours to read.")

    def do_name(self, args: Args) -> Reply:
        """Give the circle a name."""
        circle = circles.name_circle(self.session, args.text("id"), args.text("name"))
        return Reply(say=f"You are {circle.name} now.")

    def do_leave(self, args: Args) -> Reply:
        """Leave the circle."""
        own_circle.leave_circle(self.session, args.text("group"))
        return Reply(say="You have left the circle.")

    def do_ask(self, args: Args) -> Reply:
        """Ask classmates to be a circle."""
        asked = [id for number in "123" if (id := args.text(f"mate-{number}"))]
        circle_proposals.propose_circle(self.session, args.text("group"), asked)
        return Reply(say="Asked. You are a circle once all have agreed.")

    def do_join(self, args: Args) -> Reply:
        """Ask those in a circle to be let in."""
        circle_proposals.ask_to_join(self.session, args.text("group"), args.text("id"))
        return Reply(say="Asked. You are in it once all of them have agreed.")

    def do_answer(self, args: Args) -> Reply:
        """Agree, or not."""
        agrees = args.text("agrees") == "yes"
        answered = circle_proposals.answer_proposal(self.session, args.text("id"), agrees)
        if not agrees:
            return Reply(say="That is fine.")
        if answered.state is ProposalState.STOOD:
            return Reply(say="Thank you! All have agreed: you are a circle.")
        return Reply(say="Thank you! It is so once all have agreed.")

    def do_take_back(self, args: Args) -> Reply:
        """Take back what one asked."""
        circle_proposals.withdraw_proposal(self.session, args.text("id"))
        return Reply(say="Taken back.")
