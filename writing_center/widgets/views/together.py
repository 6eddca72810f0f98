"""Who else wrote a draft."""

from ...services import coauthors, drafts
from ..desk import View
from ..live import Args, Reply


class TogetherView(View):
    """``/together/DRAFT``: the classmates who wrote it too."""

    def page(self) -> str:
        """The class, with who is named already."""
        draft = drafts.find_draft(self.session, self.part(0))
        return self.render(
            "coauthors.html",
            draft=draft,
            classmates=coauthors.coauthors_to_choose(self.session, draft.id),
        )

    def do_coauthors(self, args: Args) -> Reply:
        """Keep who is chosen."""
        draft = coauthors.name_coauthors(self.session, self.part(0), args.texts("coauthors"))
        return Reply(route=f"/write/{draft.id}", say="Kept, for the next draft that you hand in.")
