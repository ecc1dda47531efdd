"""Name the kinds of files that are not supported."""

from __future__ import annotations

from pathlib import PurePosixPath

# The first bytes of files of a kind, at an offset.
SIGNATURES = (
    (0, b"\x89PNG", "PNG image"), (0, b"\xff\xd8\xff", "JPEG image"), (0, b"GIF8", "GIF image"),
    (8, b"WEBP", "WebP image"), (0, b"BM", "bitmap image"), (0, b"II*\0", "TIFF image"),
    (0, b"MM\0*", "TIFF image"), (0, b"\0\0\1\0", "icon"), (4, b"ftypheic", "HEIC image"),
    (4, b"ftypM4A", "audio"), (4, b"ftyp", "video"), (0, b"\x1a\x45\xdf\xa3", "video"),
    (0, b"ID3", "audio"), (0, b"\xff\xfb", "audio"), (8, b"WAVE", "audio"), (0, b"OggS", "audio"),
    (0, b"fLaC", "audio"), (8, b"AVI ", "video"),
    (0, b"\xd0\xcf\x11\xe0", "Office file of before 2007"), (0, b"SQLite format 3", "database"),
    (0, b"wOF", "font"), (0, b"\0\1\0\0\0", "font"), (0, b"OTTO", "font"),
    (0, b"\x7fELF", "program"), (0, b"MZ", "program"), (0, b"Rar!", "RAR file"),
    (0, b"7z\xbc\xaf", "7-Zip file"),
)  # fmt: skip


def file_kind(data: bytes, name: str) -> str:
    """Return what a file is, by its first bytes or else by its extension: “JPEG image”."""
    for offset, signature, kind in SIGNATURES:
        if data[offset : offset + len(signature)] == signature:
            return kind
    suffix = PurePosixPath(name.lower()).suffix[1:]
    return f"{suffix.upper()} file" if suffix.isalnum() and len(suffix) <= 7 else "binary file"
