"""Whom one would rather not read, nor be read by. Nobody of them ever learns of it."""

from ...domain.conflicts import OWN_CONFLICTS
from ...domain.errors import InvalidInput
from ...services import conflicts
from ..desk import View
from ..live import Args, Reply


class ApartView(View):
    """``/apart``: one's own list, of up to three."""

    def page(self) -> str:
        """The list, and the form for one more."""
        mine = conflicts.my_conflicts(self.session)
        named = {one.conflict.other_id for one in mine}
        others = [m for m in conflicts.classmates(self.session) if m.id not in named]
        return self.render(
            "apart.html",
            mine=mine,
            others=[("", "Choose somebody"), *((one.id, one.name) for one in others)],
            has_room=len(mine) < OWN_CONFLICTS and bool(others),
            most=OWN_CONFLICTS,
        )

    def do_keep_away(self, args: Args) -> Reply:
        """Name somebody."""
        if not args.text("other"):
            raise InvalidInput("Choose somebody from the list.", "other")
        made = conflicts.keep_away(self.session, args.text("other"), args.text("reason"))
        return Reply(
            say="Noted. Their texts are not offered to you, nor yours to them.",
            extra={"focus": f"apart-{made.id}"},
        )

    def do_end(self, args: Args) -> Reply:
        """Take a name off the list."""
        conflicts.end_conflict(self.session, args.text("id"))
        return Reply(say="Taken off the list.", extra={"focus": "apart-title"})
