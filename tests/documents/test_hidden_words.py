"""What an author hid does not come into the draft, and is named."""

import pytest

from writing_center.documents.imported import Imported
from writing_center.documents.reading import from_bytes

from .made_files import OD, odt

TOLD = ("Hidden text was left out.",)
NOTE = (
    "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>n</text:p>"
    "</text:note-body></text:note>"
)


def in_open_document(body: str) -> Imported:
    def style(name: str, display: str, more: str = "") -> str:
        look = f'<style:text-properties text:display="{display}"/>'
        return f'<style:style style:name="{name}" {more}>{look}</style:style>'

    styles = (
        style("H", "none")
        + style("S", "true")
        + '<style:style style:name="HH" style:parent-style-name="H"/>'
        + style("HT", "none", 'style:parent-style-name="Title"')
    )
    part = f"<office:document-styles {OD}>{styles}</office:document-styles>"
    return from_bytes(odt(body, extra={"styles.xml": part}), "a.odt")


@pytest.mark.parametrize(
    ("body", "expected", "told"),
    [
        ('<text:p>a<text:span text:style-name="H">x</text:span> b</text:p>', "a b", TOLD),
        ('<text:p>a<text:span text:style-name="HH">x</text:span> b</text:p>', "a b", TOLD),
        ('<text:p>a<text:span text:style-name="H"> </text:span> b</text:p>', "a b", ()),
        ('<text:p text:style-name="H">x</text:p><text:p>a</text:p>', "a", TOLD),
        ('<text:p text:style-name="HT">x</text:p><text:p>a</text:p>', "a", TOLD),
        ('<text:h text:style-name="H">x</text:h><text:p>a</text:p>', "a", TOLD),
        (
            '<text:p text:style-name="H">x<text:span text:style-name="S">a</text:span></text:p>',
            "a",
            TOLD,
        ),
        (
            f'<text:p>a<text:span text:style-name="H">x{NOTE}</text:span>{NOTE}</text:p>',
            "a[^1]\n\n[^1]: n",
            TOLD,
        ),
        ('<text:section text:display="none"><text:p>x</text:p></text:section><text:p>a</text:p>',
         "a", TOLD),
        ('<text:section text:display="condition" text:is-hidden="true"><text:p>x</text:p>'
         "</text:section><text:p>a</text:p>", "a", TOLD),
        ('<text:section text:display="condition"><text:p>a</text:p></text:section>', "a", ()),
        ('<text:section text:display="true"><text:p>a</text:p></text:section>', "a", ()),
    ],
)  # fmt: skip
def test_what_is_hidden_in_an_open_document(
    body: str, expected: str, told: tuple[str, ...]
) -> None:
    made = in_open_document(body)
    assert (made.markdown, made.left_out) == (expected + "\n", told)


def test_readings_above_characters_of_an_open_document_are_named() -> None:
    ruby = (
        "<text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>とうきょう"
        "</text:ruby-text></text:ruby>"
    )
    made = in_open_document(f"<text:p>{ruby}です</text:p>")
    assert made.markdown == "東京です\n"
    (told,) = made.left_out
    assert told.startswith("Readings above characters")
