"""A file comes in pieces, and what stood in the draft is not lost."""

import tempfile
from pathlib import Path

import pytest

from writing_center.domain.errors import InvalidInput, NotFound
from writing_center.services import drafts, importing, versions
from writing_center.services.session import Session

from .class_at_work import ClassAtWork


@pytest.fixture
def ann(at_work: ClassAtWork) -> Session:
    return at_work.joins("Ann")


@pytest.fixture
def draft_id(ann: Session) -> str:
    return drafts.start_draft(ann, None, "Mine").id


def test_a_file_in_pieces_is_read_as_one(ann: Session, draft_id: str) -> None:
    content = b"# Title\n\n" + b"A line of words.\n" * 1000
    upload = importing.begin_upload(ann, draft_id, "a.md", len(content))
    for number, at in enumerate(range(0, len(content), 5000)):
        chunk = content[at : at + 5000]
        come = importing.take_chunk(ann, upload, number, chunk)
        assert importing.take_chunk(ann, upload, number, chunk) == come  # sent twice, kept once
    assert come == len(content)
    reading = importing.begin_reading(ann, upload)
    upload.close()  # the reader holds it
    assert reading.result().markdown.encode() == content
    assert drafts.find_draft(ann, draft_id).text == ""  # the editor puts it in


@pytest.mark.parametrize(
    ("number", "chunk"), [(1, b"x"), (-1, b"x"), (0, b"x" * 11), (0, b"")], ids=str
)
def test_pieces_that_do_not_fit(ann: Session, draft_id: str, number: int, chunk: bytes) -> None:
    upload = importing.begin_upload(ann, draft_id, "a.md", 10)
    if number == -1:
        importing.take_chunk(ann, upload, 0, b"first")
        number = 5
    with pytest.raises(InvalidInput, match="did not arrive whole"):
        importing.take_chunk(ann, upload, number, chunk)
    with pytest.raises(InvalidInput, match="did not arrive whole"):
        importing.begin_reading(ann, upload)


@pytest.mark.parametrize(
    ("size", "says"), [(50_000_001, "larger than 50 MB"), (0, "empty"), (-1, "empty")]
)
def test_files_of_no_size_and_of_too_much(
    ann: Session, draft_id: str, size: int, says: str
) -> None:
    with pytest.raises(InvalidInput, match=says):
        importing.begin_upload(ann, draft_id, "a.md", size)


def test_a_piece_is_small(ann: Session, draft_id: str) -> None:
    upload = importing.begin_upload(ann, draft_id, "a.md", 10_000_000)
    with pytest.raises(InvalidInput):
        importing.take_chunk(ann, upload, 0, b"x" * (importing.MAX_CHUNK + 1))
    assert upload.received == 0


def test_an_upload_leaves_nothing_behind(
    ann: Session, draft_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "uploads"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    upload = importing.begin_upload(ann, draft_id, "../../etc/passwd", 5)
    importing.take_chunk(ann, upload, 0, b"Hello")
    assert list(folder.iterdir()) == []  # it has no name anywhere
    assert importing.begin_reading(ann, upload).result().markdown == "Hello\n"
    upload.close()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["", ".", "a" * 5000, "\ud800.md", "a.\x00", "-x", "$(x)", "a.Txt", "é.é"], ids=ascii
)
def test_any_name_will_do(ann: Session, draft_id: str, name: str) -> None:
    upload = importing.begin_upload(ann, draft_id, name, 2)
    importing.take_chunk(ann, upload, 0, b"Hi")
    assert importing.begin_reading(ann, upload).result().markdown == "Hi\n"


def test_what_is_pasted_comes_as_markdown(ann: Session, draft_id: str) -> None:
    made = importing.begin_pasting(ann, draft_id, "<p>Some <b>bold</b><img src=x>").result()
    assert made.markdown == "Some **bold**\n"
    assert made.left_out == ("1 picture was left out.",)
    with pytest.raises(InvalidInput, match="too much"):
        importing.begin_pasting(ann, draft_id, "x" * (importing.MAX_PASTED + 1))


def test_what_stood_there_is_kept_among_the_versions(ann: Session, draft_id: str) -> None:
    assert importing.keep_what_stands(ann, draft_id) == ""
    drafts.save_text(ann, draft_id, drafts.Save("My words.", 0, "tab", 1))
    kept_id = importing.keep_what_stands(ann, draft_id)
    assert importing.keep_what_stands(ann, draft_id) == ""  # once is enough
    drafts.save_text(ann, draft_id, drafts.Save("From a file.", 1, "tab", 2))
    versions.restore(ann, draft_id, kept_id)
    assert drafts.find_draft(ann, draft_id).text == "My words."


def test_nobody_else_brings_anything_in(at_work: ClassAtWork, ann: Session, draft_id: str) -> None:
    upload = importing.begin_upload(ann, draft_id, "a.md", 2)
    ben = at_work.joins("Ben")
    with pytest.raises(NotFound):
        importing.take_chunk(ben, upload, 0, b"Hi")
    with pytest.raises(NotFound):
        importing.keep_what_stands(ben, draft_id)
