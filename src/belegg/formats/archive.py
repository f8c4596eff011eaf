"""Opening zipped XML (DOCX, ODT, XLSX) without trusting it: no entities, no network, a limit on what it unpacks to."""

from __future__ import annotations

import zipfile
from io import BytesIO

from belegg.formats.document import unreadable
from belegg.method.errors import Refused, gettext_noop

# A 500-page document with pictures stays far below both; a zip bomb unpacks to gigabytes from kilobytes.
MOST_UNPACKED = 512 * 2**20
# As a tree in memory XML takes some ten times its size.
MOST_XML = 96 * 2**20
# Text packs at most some 30 to 1; files that are small when unpacked may have any ratio.
HIGHEST_RATIO = 200
RATIO_COUNTS_FROM = 32 * 2**20


def open_archive(data: bytes, kind: str) -> zipfile.ZipFile:
    """Return the archive, or refuse it when it is damaged, locked or a bomb. Sizes come from its directory, which zipfile then enforces."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            "file_locked_or_old",
            gettext_noop("The file is locked with a password or is in the format of before 2007."),
            gettext_noop("Save it without a password as %(kind)s and import that."),
            kind=kind,
        )
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise unreadable(kind) from error
    if any(member.flag_bits & 1 for member in members):
        raise Refused(
            "file_locked",
            gettext_noop("The file is locked with a password."),
            gettext_noop("Save it without a password and import that."),
        )
    unpacked = sum(member.file_size for member in members)
    largest = max((member.file_size for member in members if member.filename.endswith((".xml", ".rels"))), default=0)
    if largest > MOST_XML or unpacked > MOST_UNPACKED or (unpacked > RATIO_COUNTS_FROM and unpacked > HIGHEST_RATIO * len(data)):
        raise too_large()
    return archive


def too_large() -> Refused:
    """Return the refusal of a small file that would become a huge one."""
    return Refused(
        "file_unpacks_too_large",
        gettext_noop("The file would unpack to more than can be read safely."),
        gettext_noop("Save its text alone, for example as .txt, and import that."),
    )


def read_xml(archive: zipfile.ZipFile, part: str, kind: str):
    """Return the root element of a part. A document type is refused: these formats have none, and entities hide in it."""
    from lxml import etree

    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
        root = etree.fromstring(archive.read(part), parser)
    except Exception as error:  # zipfile, zlib and libxml2 raise some ten kinds on damaged input; all mean the same to a person
        raise unreadable(kind) from error
    if root.getroottree().docinfo.doctype:
        raise unreadable(kind)
    return root


def local_name(element) -> str:
    """Return the tag without its namespace (strict and transitional OOXML differ only there); "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element, name: str) -> str:
    """Return an attribute by its local name."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
