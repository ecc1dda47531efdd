"""Find the encoding of text files: by their bytes, by what they declare, or by guessing."""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import pairwise

# What the Web decodes as a larger encoding than is declared, as the Encoding Standard says.
ACTUAL_ENCODING = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
# Names of encodings that Python does not know: “cp-850”, “windows-850”, “iso-8859-8-i”.
OTHER_LABEL = re.compile(r"(?:cp|windows|ibm|dos|ms)[-_ ]?(\d{3,4})|(iso-8859-[68])-[ie]")
OTHER_LABELS = {"ansi": "cp1252", "utf8mb4": "utf-8", "unicode-1-1-utf-8": "utf-8"}
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)  # fmt: skip
WIDE_ENCODINGS = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
DECLARATION = re.compile(
    rb"<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})"
    rb"|<meta\b[^>]{0,400}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})",
    re.I,
)
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
STRAY_BYTE = re.compile("[\udc80-\udcff]")  # as “surrogateescape” decodes bytes
NON_ASCII = 4  # non-ASCII characters for each damaged byte in text that is UTF-8
LATIN_NON_ASCII = 2  # the same in text in Latin letters, as of two files joined
WESTERN = ("cp1252", "mac_roman", "cp1250", "cp850")  # the most common one first
IN_WORDS = "’‘'·‐‑–—"  # characters that may stand between two letters
AROUND_NON_ASCII = re.compile(r"[^\n]?[^\x00-\x7f]+[^\n]?")
MAX_HEAD = 4096  # bytes in which a page declares its encoding
MAX_SAMPLE = 512  # bytes read to detect text without a byte order mark
MIN_ASCII = 0.05  # share of ASCII characters, such as spaces, in any text
MAX_SHORT = 1000  # bytes of a text that is too short to guess from its letters
ODD_SAMPLE = 1 << 16  # bytes in which odd characters are counted
MAX_TINY = 8  # bytes of a text that is too short to guess at all
MOSTLY_ASCII = 0.5  # share of other bytes
LATIN_SHARE = 0.2  # the same in text in Latin letters
COHERENCE_MARGIN = 0.05


def unicode_encoding(data: bytes) -> str:
    """Return the encoding if the bytes begin as UTF-16 or UTF-32, or with a UTF-8 mark."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[:MAX_SAMPLE]
    if b"\0" not in sample:
        return ""
    return next((encoding for encoding in WIDE_ENCODINGS if _is_text_in(sample, encoding)), "")


def _is_text_in(sample: bytes, encoding: str) -> bool:
    """Return whether bytes are printable text in an encoding, with some ASCII characters."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    ascii_count = sum(character.isascii() for character in text)
    return ascii_count > MIN_ASCII * len(text) and all(
        character.isprintable() or character in "\t\r\n\f\xa0" for character in text
    )


def declared_encoding(data: bytes) -> str:
    """Return the encoding that an XML or HTML document declares, or an empty string."""
    match = DECLARATION.search(data[:MAX_HEAD])
    return (match.group(1) or match.group(2)).decode("ascii", "ignore") if match else ""


def actual_encoding(label: str) -> str:
    """Return the name of the encoding that is meant by a label; empty if there is none."""
    label = label.strip().lower().removeprefix("x-")
    if other := OTHER_LABEL.fullmatch(label):
        label = f"cp{other[1]}" if other[1] else other[2]
    try:
        name = codecs.lookup(OTHER_LABELS.get(label, label)).name
    except (LookupError, ValueError):
        return ""
    return ACTUAL_ENCODING.get(name, name)


def decode_text(data: bytes, label: str = "") -> str | None:
    """Decode text; return None if it is not text.

    UTF-8 comes before a declared encoding, unless all bytes are ASCII: other encodings hardly ever
    look like it, even if a few bytes are damaged. Without a declaration the encoding is guessed.
    """
    if encoding := unicode_encoding(data):
        return _decode_wide(data, encoding)
    if not data.isascii():
        text = _decode(data, "utf-8")
        text = _decode_mostly_utf8(data) if text is None else text
        if text is not None:
            return text
    for name in (actual_encoding(label), "utf-8"):
        if name and (text := _decode(data, name)) is not None:
            return text
    return None if b"\0" in data else _guess(data)


def _decode_mostly_utf8(data: bytes) -> str | None:
    """Return text in UTF-8 of which few bytes are in Windows-1252; None for other text."""
    text = data.decode("utf-8", "surrogateescape")
    damaged = len(data) - len(text.encode("utf-8", "ignore"))
    if (LATIN_NON_ASCII if _is_latin(data) else NON_ASCII) * damaged > len(text) - len(
        text.encode("ascii", "ignore")
    ):
        return None
    return STRAY_BYTE.sub(lambda m: chr(ord(m[0]) - 0xDC00), text)


def guess_encoding(data: bytes, is_whole: bool) -> str:
    """Return the encoding of a text, or of its beginning; empty if it is not text."""
    if encoding := unicode_encoding(data):
        return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=is_whole)
    except UnicodeDecodeError:
        return _guess_encoding(data)
    return "utf-8"


def _decode_wide(data: bytes, encoding: str) -> str | None:
    text = _decode(data, encoding)
    if text is not None or encoding == "utf-8-sig":
        return text if text is not None else _guess(data[len(codecs.BOM_UTF8) :])
    unit = 4 if "32" in encoding else 2  # the last character may be cut
    return _decode(data[: len(data) // unit * unit], encoding)


def _decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, ValueError):
        if encoding == "cp1252":  # five bytes are undefined; ``clean`` reads the others
            return data.decode("latin-1")
        return None


def _guess(data: bytes) -> str | None:
    encoding = _guess_encoding(data)
    return _decode(data, encoding) if encoding else None


def _guess_encoding(data: bytes) -> str:
    """Return the most likely encoding, Windows-1252 if a short text can be that."""
    is_western = sum(byte > 0x7F for byte in data) <= MOSTLY_ASCII * len(data)
    if is_western and len(data) <= MAX_TINY:
        return "cp1252"
    odd = {name: _count_odd(data, name) for name in WESTERN} if is_western else {}
    if odd.get("cp1252") == 0 and len(data) <= MAX_SHORT and not CONTROLS.search(data):
        return "cp1252"
    found = _most_likely(data, is_western)
    least = min(odd, key=lambda name: odd[name], default="")
    if not (found and least):
        return found
    is_wide = len(data.decode(found, "replace")) < len(data)  # an encoding of East Asia
    is_odd = (is_wide and not odd[least] and _is_latin(data)) or (
        odd[least] < _count_odd(data, found)
    )
    return least if is_odd else found


def _is_latin(data: bytes) -> bool:
    """Return whether few bytes are other than ASCII, as in text in Latin letters."""
    return sum(byte > 0x7F for byte in data) < LATIN_SHARE * len(data)


def _count_odd(data: bytes, encoding: str) -> int:
    """Return how often words have signs or capitals inside: “wa³o” for “wało”, “mayorÕs”."""
    text = data[:ODD_SAMPLE].decode(encoding, "replace")
    return sum(
        sum(map(_is_odd, pairwise(part)))
        + sum(
            not (sign.isalpha() or unicodedata.combining(sign) or sign in IN_WORDS)
            and before.isalpha()
            and after.isalpha()
            for before, sign, after in zip(part, part[1:], part[2:], strict=False)
        )
        for part in AROUND_NON_ASCII.findall(text)
    )


def _is_odd(pair: tuple[str, str]) -> bool:
    before, after = pair
    return (before.islower() and after.isupper()) or after == "\ufffd" or "\x80" <= after < "\xa0"


def _most_likely(data: bytes, is_western: bool) -> str:
    """Return the encoding that charset-normalizer finds, or Windows-1252 if that is as likely."""
    from charset_normalizer import from_bytes  # needed only for files that are not Unicode

    matches = from_bytes(data, preemptive_behaviour=False)
    best = matches.best()
    if best is None:
        return "cp1252" if is_western and not CONTROLS.search(data) else ""
    for match in matches if is_western else ():
        is_like_best = (
            match.chaos <= best.chaos and match.coherence >= best.coherence - COHERENCE_MARGIN
        )
        if "cp1252" in (match.encoding, *match.could_be_from_charset) and (
            is_like_best or len(data) <= MAX_SHORT
        ):
            return "cp1252"
    return best.encoding
