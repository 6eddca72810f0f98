"""The charter: what the center is about, in its members' words."""

from ...services import classes
from ...services.names import name_of
from ..desk import View
from ..live import Args, Reply


class CharterView(View):
    """``/charter``: its words, a form to change them, its history."""

    def page(self) -> str:
        """The charter as it stands."""
        history = classes.charter_history(self.session)
        return self.render(
            "charter.html",
            current=history[0].text if history else "",
            history=history,
            names={version.by_id: name_of(self.session, version.by_id) for version in history},
        )

    def do_write(self, args: Args) -> Reply:
        """A new version."""
        classes.write_charter(self.session, args.text("charter"))
        return Reply(say="Kept. Everybody reads the new words on the start page.")
