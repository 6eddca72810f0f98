"""Documents made by hand from the formats' own XML, so that a test says exactly what is in them."""

import io
import zipfile
from collections.abc import Mapping

Parts = Mapping[str, str | bytes]

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
_ROOT = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>"""

_OD = "urn:oasis:names:tc:opendocument:xmlns:"
OD = (
    " ".join(
        f'xmlns:{short}="{_OD}{name}:1.0"'
        for short, name in {
            "office": "office",
            "text": "text",
            "style": "style",
            "table": "table",
            "draw": "drawing",
            "fo": "xsl-fo-compatible",
            "manifest": "manifest",
        }.items()
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def zipped(parts: Parts, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def p(*runs: str, style: str = "", more: str = "") -> str:
    """A Word paragraph."""
    chosen = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{chosen}{more}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, *marks: str) -> str:
    """A Word run with marks such as ``b`` and ``i``."""
    looks = "".join(f"<w:{mark}/>" for mark in marks)
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def item(text: str, number: int, level: int = 0) -> str:
    """A paragraph in a list: number 1 has bullets, 2 has numbers."""
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(r(text), more=numbering)


def table(*rows: tuple[str, ...]) -> str:
    """A Word table."""
    cells = (
        "<w:tr>" + "".join(f"<w:tc>{p(r(cell))}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl>{''.join(cells)}</w:tbl>"


_STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="LB"><w:name w:val="List Bullet"/></w:style>
<w:style w:type="paragraph" w:styleId="LB2"><w:name w:val="List Bullet 2"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
</w:styles>"""


def _numbering() -> str:
    def kind(name: str, number: int) -> str:
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{name}"/></w:lvl>' for level in range(3)
        )
        return f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'

    used = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in (1, 2)
    )
    return f"<w:numbering {W}>{kind('bullet', 1)}{kind('decimal', 2)}{used}</w:numbering>"


def docx(body: str, notes: str = "", links: str = "", extra: Parts | None = None) -> bytes:
    """A Word document with this body, these footnotes and these targets of links."""
    targets = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
    <Relationship Id="n" Type="{_OFFICE}/numbering" Target="numbering.xml"/>
    <Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/>
    <Relationship Id="f" Type="{_OFFICE}/footnotes" Target="footnotes.xml"/>{links}</Relationships>"""
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _ROOT,
            "word/document.xml": f"<w:document {W} {R} {M}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": targets,
            "word/styles.xml": _STYLES,
            "word/numbering.xml": _numbering(),
            "word/footnotes.xml": f"<w:footnotes {W}>{notes}</w:footnotes>",
            **(extra or {}),
        }
    )


def link(name: str, target: str) -> str:
    """A relationship that a hyperlink points to."""
    return (
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target="{target}" '
        'TargetMode="External"/>'
    )


_OD_STYLES = """<office:automatic-styles>
<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="I"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="Q" style:parent-style-name="Quotations"/>
<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"/>
<text:list-level-style-number text:level="2" style:num-format="1"/></text:list-style>
</office:automatic-styles>"""


def odt(body: str, manifest: str = "", extra: Parts | None = None, head: str = "") -> bytes:
    """An OpenDocument text with this body."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{head}<office:document-content {OD}>{_OD_STYLES}<office:body>"
            f"<office:text>{body}</office:text></office:body></office:document-content>",
            "META-INF/manifest.xml": f"<manifest:manifest {OD}>{manifest}</manifest:manifest>",
            **(extra or {}),
        }
    )
