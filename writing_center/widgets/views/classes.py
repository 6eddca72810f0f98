"""The teacher's classes, and making a new one."""

from datetime import timedelta

from ...domain.errors import InvalidInput
from ...domain.people import Role
from ...services import classes
from ..desk import View
from ..live import Args, Reply
from ..places import base_url
from ..typed import day


class ClassesView(View):
    """``/``: the classes, and a form for the next one."""

    def page(self) -> str:
        """The list as it stands."""
        groups = classes.groups_taught(self.session)
        today = self.session.clock.now().date()
        terms = self.session.store.terms.all()
        return self.render(
            "classes.html",
            groups=groups,
            terms={term.id: term for term in terms},
            sizes={
                group.id: self.session.store.memberships.count(group_id=group.id, role=Role.STUDENT)
                for group in groups
            },
            term_choices=[*((t.id, t.name) for t in terms), ("", "a new term")],
            today=today.isoformat(),
            end=(today + timedelta(weeks=16)).isoformat(),
            base_url=base_url(),
        )

    def do_make_class(self, args: Args) -> Reply:
        """A new class, in a term that is there or in a new one; both or neither."""
        if not args.text("name").strip():
            raise InvalidInput("Please name the class.", "name")
        with self.session.store.transaction():
            term_id = args.text("term")
            if not term_id:
                term_id = classes.make_term(
                    self.session,
                    args.text("term_name"),
                    day(args, "starts_on", "The first day"),
                    day(args, "ends_on", "The last day"),
                ).id
            group = classes.make_group(self.session, term_id, args.text("name"))
        return Reply(route=f"/class/{group.id}", say=f"{group.name} is ready.")
