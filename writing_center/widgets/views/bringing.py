"""Bringing a text into the editor: the events of ``static/bringing.js``."""

import binascii
import secrets
from typing import Any

from ...documents.imported import Imported
from ...documents.markdown import to_safe_html
from ...documents.separate import Reading
from ...domain.errors import InvalidInput
from ...services import importing
from ...services.importing import Upload
from ..desk import View
from ..live import Args, Reply


class Bringing(View):
    """The part of the editor's view into which a file, or something pasted, comes.

    A page has one upload and one reading at a time: a new one takes the place of the old.
    """

    _upload: Upload | None = None
    _reading: tuple[str, Reading] | None = None

    def do_bring_begin(self, args: Args) -> Reply:
        """Make ready for a file; the reply names the upload."""
        self._stop()
        self._upload = importing.begin_upload(
            self.session, args.text("draft"), args.text("name"), args.number("size")
        )
        return _told(upload=self._upload.id)

    def do_bring_chunk(self, args: Args) -> Reply:
        """Keep a piece of the file."""
        upload = self._known(args)
        try:
            chunk = binascii.a2b_base64(args.text("data"), strict_mode=True)
        except (binascii.Error, ValueError):
            raise InvalidInput(importing.INTERRUPTED, "file") from None
        number = args.number("number")
        return _told(received=importing.take_chunk(self.session, upload, number, chunk))

    def do_bring_read(self, args: Args) -> Reply:
        """Begin to read the file, which is here."""
        upload = self._known(args)
        try:
            self._read(upload.id, importing.begin_reading(self.session, upload))
        finally:
            self._upload = None
            upload.close()
        return _told()

    def do_bring_paste(self, args: Args) -> Reply:
        """Begin to read what was pasted."""
        name = secrets.token_urlsafe(8)
        draft_id = args.text("draft")
        self._read(name, importing.begin_pasting(self.session, draft_id, args.text("html")))
        return _told(upload=name)

    def do_bring_state(self, args: Args) -> Reply:
        """Whether the text is there, and the text."""
        if self._reading is None or self._reading[0] != args.text("upload"):
            raise InvalidInput(importing.INTERRUPTED, "file")
        reading = self._reading[1]
        if not reading.is_done:
            return _told(done=False)
        self._reading = None
        made = reading.result()
        shown = to_safe_html(made.markdown) if args.flag("preview") else ""
        return _told(done=True, preview=shown, **_as_told(made))

    def do_bring_keep(self, args: Args) -> Reply:
        """Keep the text that a file takes the place of."""
        importing.keep_what_stands(self.session, args.text("draft"))
        return _told()

    def do_bring_stop(self, args: Args) -> Reply:
        """Somebody has thought better of it."""
        self._stop()
        return _told()

    def _known(self, args: Args) -> Upload:
        if self._upload is None or self._upload.id != args.text("upload"):
            raise InvalidInput(importing.INTERRUPTED, "file")
        return self._upload

    def _read(self, name: str, reading: Reading) -> None:
        if self._reading is not None:
            self._reading[1].cancel()
        self._reading = (name, reading)

    def _stop(self) -> None:
        if self._upload is not None:
            self._upload.close()
        if self._reading is not None:
            self._reading[1].cancel()
        self._upload = self._reading = None


def _told(**more: Any) -> Reply:
    return Reply(render=False, extra=more)


def _as_told(made: Imported) -> dict[str, Any]:
    return {
        "text": made.markdown.strip("\n"),
        "title": made.title,
        "left_out": list(made.left_out),
        "notes": list(made.notes),
    }
