"""What can go wrong, said to people: what happened, and what to do now.

Every error here carries a sentence that may be shown on a page as it is. A page never
shows any other exception's text.
"""


class WritingCenterError(Exception):
    """Something a person can understand went wrong; ``str()`` is the sentence for them."""


class NotFound(WritingCenterError):
    """The thing asked for is not there, or not for this person to know of."""

    def __init__(self, what: str = "page") -> None:
        super().__init__(f"This {what} is not here (any more). Go back to the start page.")


class NotAllowed(WritingCenterError):
    """The person may not do this."""


class NotSignedIn(WritingCenterError):
    """Nobody is signed in, or the identity is unknown to this center."""

    def __init__(self) -> None:
        super().__init__("You are not signed in. Open the sign-in page and come back.")


class InvalidInput(WritingCenterError):
    """What was typed can't be taken as it is; ``field`` names the place on the form."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class WrongPassphrase(WritingCenterError):
    """Name and passphrase do not go together."""

    def __init__(self) -> None:
        super().__init__(
            "This name and passphrase do not go together. Check both; "
            "your teacher can make you a new sign-in link."
        )


class TooManyAttempts(WritingCenterError):
    """Sign-in is slowed down after several wrong passphrases; ``seconds`` until the next try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            f"Too many wrong passphrases. Please wait {seconds} seconds and try again."
        )
        self.seconds = seconds


class InvitationUsed(WritingCenterError):
    """A one-time link was used already, withdrawn, or has run out."""

    def __init__(self) -> None:
        super().__init__(
            "This link has been used or has run out. Sign in with your passphrase, "
            "or ask your teacher for a new link."
        )


class NameTaken(InvalidInput):
    """Somebody in the center already has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is already somebody called {name} here. If it is you, sign in instead; "
            "if not, add a middle name or an initial.",
            "name",
        )


class PhaseClosed(WritingCenterError):
    """The assignment is not in a phase in which this can be done."""


class NothingToReview(WritingCenterError):
    """There is no task left that this member may take."""


class AlreadyTaken(WritingCenterError):
    """Somebody else took the last task of this submission a moment earlier."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody was a moment faster and reads this one now. Thank you for offering: "
            "here is what else is waiting for a reader."
        )


class TooManyClaims(WritingCenterError):
    """The member holds as many review tasks as they may at a time."""


class ClaimExpired(WritingCenterError):
    """The time for this review has run out; the text written so far is kept."""

    def __init__(self) -> None:
        super().__init__(
            "The time for this review has run out. Nothing you wrote is lost: "
            "claim it again from the list of drafts and go on."
        )


class ChangedElsewhere(WritingCenterError):
    """The draft was changed in another window or on another device since this one was loaded."""


class PassageMismatch(WritingCenterError):
    """The passage a comment points at is not in the text."""

    def __init__(self) -> None:
        super().__init__(
            "That passage is not in the text. Select it again, or comment on its paragraph."
        )


class PlanChanged(WritingCenterError):
    """What was shown before it was done is not what would be done any more."""

    def __init__(self) -> None:
        super().__init__(
            "Something in the class has changed since you looked (a draft came in, somebody took "
            "one). Nothing was done: here is the plan as it would be now."
        )
