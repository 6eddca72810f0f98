"""A place of one’s own in the table of who may do what: signing in, names, home, first visit."""

from writing_center.services import accounts, home, welcome

from .roles import MEMBERS, Row

VERBS: list[Row] = [
    ("accounts.set_passphrase", lambda s, w: accounts.set_passphrase(w, "a few words"), MEMBERS),
    ("accounts.rename", lambda s, w: accounts.rename(w, "Another Name"), MEMBERS),
    ("home.home", lambda s, w: home.home(w), MEMBERS),
    ("welcome.own_welcome_note", lambda s, w: welcome.own_welcome_note(w), MEMBERS),
    ("welcome.welcome_step", lambda s, w: welcome.welcome_step(w), MEMBERS),
    (
        "welcome.add_welcome_note",
        lambda s, w: welcome.add_welcome_note(w, 0, 3, "!"),
        MEMBERS,
    ),
    (
        "welcome.finish_welcome",
        lambda s, w: welcome.finish_welcome(w, "Lines.", "Clear?"),
        MEMBERS,
    ),
    ("welcome.skip_welcome", lambda s, w: welcome.skip_welcome(w), MEMBERS),
]
DOORS = {
    "accounts": {
        "group_of_join_code",
        "join_class",
        "add_member",
        "enrol",
        "sign_in",
        "invite",
        "invited_member",
        "redeem_invitation",
        "has_passphrase",
        "member_of_sign_in",
        "sign_out",
        "end_sign_ins",
    },
    "links": {"join_url", "welcome_url", "sign_in_url"},
}
PARTS = {
    "names": {
        "name_of",
        "name_for",
        "author_name",
        "reviewer_name",
        "pen_name",
        "names_at_desk",
        "names_on_feedback",
        "names_announced",
        "names_on_entry",
        "as_seen_by",
        "own_name_told",
    },
}
