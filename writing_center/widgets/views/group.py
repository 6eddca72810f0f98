"""One class: its join link, its students, its assignments, its reports."""

import base64
import binascii
from collections.abc import Sequence

from ...domain.assignments import stage_at
from ...domain.errors import InvalidInput
from ...domain.local_time import zone_of
from ...reports.csv import render_csv
from ...services import accounts, assignments, classes, leaving, practice_texts
from ...services.links import join_url, welcome_url
from ...services.reporting import zip_reports
from ..desk import View
from ..live import Args, Reply
from ..places import base_url, is_loopback, public_url
from ..templates import plural
from ..typed import day_or_none


class GroupView(View):
    """``/class/ID``. One-time links just made stay on the page, and are kept nowhere else."""

    fresh_links: tuple[tuple[str, str], ...] = ()
    links_of = ""

    @property
    def is_live(self) -> bool:
        """Students appear as they join."""
        return True

    def page(self) -> str:
        """The class as it stands."""
        group = self.session.require_teacher_of(self.part(0))
        students = classes.students_of(self.session, group.id)
        now = self.session.clock.now()
        if self.links_of != group.id:
            self.links_of, self.fresh_links = group.id, ()
        return self.render(
            "class.html",
            group=group,
            term=self.session.store.terms.find(group.term_id),
            join_link=join_url(public_url(), group.join_code),
            students=students,
            has_passphrase={s.id: accounts.has_passphrase(self.session, s.id) for s in students},
            assignments=[
                (a, stage_at(a, now)) for a in assignments.assignments_of(self.session, group.id)
            ],
            practices=practice_texts.practice_texts_of(self.session, group.id),
            links=self.fresh_links,
            is_loopback=is_loopback(public_url()),
            base_url=base_url(),
        )

    def do_import_roster(self, args: Args) -> Reply:
        """Everybody on the roster, or nobody."""
        before = {student.id for student in classes.students_of(self.session, self.part(0))}
        made = classes.import_roster(
            self.session, self.part(0), _content(args), cohort=args.text("cohort")
        )
        links = [
            (member.name, welcome_url(public_url(), secret)) for member, secret in made if secret
        ]
        self._show_links(links)
        here = sum(member.id in before for member, _ in made)
        said = _taken_in(len(links), len(made) - len(links) - here, here)
        return Reply(say=said, extra={"focus": "links-title"} if links else None)

    def do_reset(self, args: Args) -> Reply:
        """A new one-time link for a lost passphrase."""
        member_id = args.text("id")
        secret = classes.reset_sign_in(self.session, self.part(0), member_id)
        member = self.session.store.members.find(member_id)
        name = member.name if member else ""
        self._show_links([(name, welcome_url(public_url(), secret))])
        return Reply(
            say=f"{name} has a new sign-in link: here it is, to hand over.",
            extra={"focus": "links-title"},
        )

    def do_links_file(self, _args: Args) -> Reply:
        """The one-time links as a CSV file, for printing."""
        content = render_csv(("Name", "One-time link"), self.fresh_links)
        return Reply(render=False, download=("sign-in links.csv", "text/csv", content))

    def do_links_done(self, _args: Args) -> Reply:
        """Take the links off the page."""
        self.fresh_links = ()
        return Reply()

    def _show_links(self, links: Sequence[tuple[str, str]]) -> None:
        names = {name for name, _ in links}
        older = tuple(link for link in self.fresh_links if link[0] not in names)
        self.fresh_links = (*older, *links)

    def do_consultant(self, args: Args) -> Reply:
        """Make a student a consultant, or no longer one."""
        on = args.text("on") == "yes"
        member = classes.make_consultant(self.session, self.part(0), args.text("id"), on)
        told = "is a consultant now" if on else "is no consultant any more"
        return Reply(say=f"{member.name} {told}.")

    def do_take_out(self, args: Args) -> Reply:
        """A student leaves the class."""
        member = leaving.take_out_of_class(self.session, self.part(0), args.text("id"))
        return Reply(say=f"{member.name} is not in this class any more.")

    def do_new_link(self, _args: Args) -> Reply:
        """Replace the join link."""
        classes.new_join_link(self.session, self.part(0))
        return Reply(say="The class has a new join link. The old one leads nowhere now.")

    def do_reports(self, args: Args) -> Reply:
        """All feedback reports in one ZIP file."""
        formats = args.texts("formats")
        if not formats:
            raise InvalidInput("Choose at least one kind of file.", "formats")
        content = zip_reports(
            self.session,
            self.part(0),
            formats,
            assignment_id=args.text("assignment") or None,
            since=day_or_none(args, "since", "From"),
            until=day_or_none(args, "until", "To"),
            zone=zone_of(self.desk.zone),
            on_progress=lambda done, of, name: self.desk.tell_progress(
                f"Report {done} of {of}: {name}"
            ),
        )
        return Reply(
            say="The reports are ready.",
            render=False,
            download=("feedback reports.zip", "application/zip", content),
        )


def _taken_in(new: int, known: int, here: int) -> str:
    """What importing a roster came to: who is ``new`` to the center and has a link, who was
    ``known`` to it already, who was in the class (``here``)."""
    if not new + known:
        return "Nobody is new: everybody on the list is in the class already."
    said = f"{plural(new + known, 'student was', 'students were')} taken in."
    if known:
        said += (
            f" {known} of them {'was' if known == 1 else 'were'} in the center before and "
            f"{'signs' if known == 1 else 'sign'} in as always: no new link."
        )
    if here:
        said += f" {here} {'was' if here == 1 else 'were'} in the class already."
    return said


def _content(args: Args) -> bytes:
    upload = args.mapping("file")
    data = upload.get("data")
    if upload and not data:
        raise InvalidInput("This file is empty. Choose another, or paste the list.", "file")
    if isinstance(data, str) and data:
        try:
            return base64.b64decode(data, validate=True)
        except (binascii.Error, ValueError):
            raise InvalidInput("The file did not arrive whole. Choose it again.", "file") from None
    typed = args.text("typed")
    if not typed.strip():
        raise InvalidInput("Choose a file, or paste the list.", "file")
    return typed.encode("utf-8", "replace")
