"""Bytes to text: which charset an upload is in, whatever it says of itself."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from copydesk.errors import Permanent
from copydesk.intake import signature
from copydesk.intake.inflate import inflate
from copydesk.model import Finding, Upload
from copydesk.settings import Settings

# The longest first: the mark of UTF-32 begins as that of UTF-16 does.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes((*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))
"""Control bytes that no text needs; ESC is left out, ISO-2022-JP is made of it."""
_CONTROL_SHARE = 0.02
"""Random bytes hold a tenth of control bytes; the most seen in a text with stray ones is far below a hundredth."""
_ZEROS = 8
"""Zeros that all stand at odd places, or all at even ones, by chance in one text of a hundred."""
_UNREADABLE = 0.05
"""Share of replaced characters above which nothing was understood."""


_LOST = re.compile("\ufffd+")
# CESU-8 (Unicode Technical Report 26): a character beyond U+FFFF as two surrogates of three bytes each, as Java and
# MySQL write it. Six bytes, so each try ends.
_SURROGATES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_SURROGATE_BYTES = 6


@dataclass(frozen=True, slots=True)
class Decoded:
    """The decoded source and how it was decoded."""

    text: str
    """`inflated.decode(charset, "replace")`, nothing else done to it: offsets count in this."""
    charset: str
    """A Python codec name; `utf-8-sig`, `utf-16` where a byte order mark stood."""
    findings: tuple[Finding, ...] = ()


def decode(upload: Upload, settings: Settings) -> Decoded:
    """Return the text of an upload.

    A byte order mark decides, then valid UTF-8, then the declared charset where the bytes agree with it, then the
    bytes alone. Raises `Permanent`: `intake.empty`, `intake.too_large`, `intake.inflates_too_large`,
    `intake.unsupported_format` (a known binary format), `intake.not_text`, `intake.undecodable`.
    """
    data = inflate(upload.data, upload.name, settings.max_bytes)
    if not data or data.isspace():
        raise Permanent("intake.empty", f"{upload.name} holds nothing but white space", bytes=len(data))
    if found := signature.name(data):
        raise Permanent("intake.unsupported_format", f"{upload.name} is {found}, not an article", found=found)
    charset, text = _read(data, upload)
    if not text or text.isspace():
        raise Permanent("intake.empty", f"{upload.name} holds nothing but white space", bytes=len(data))
    # A count looks at each character, a search leaps: most texts have lost none.
    lost = text.count("\ufffd") if "\ufffd" in text else 0
    if charset.startswith("utf-16"):
        lost += _meaningless(text)
    if lost and charset == "utf-8":
        lost -= (_SURROGATE_BYTES - 1) * len(_SURROGATES.findall(data))  # one character is lost, not six
    if lost > _UNREADABLE * len(text):
        message = f"{upload.name}: {lost} of {len(text)} characters cannot be read as {charset}"
        raise Permanent("intake.undecodable", message, charset=charset, lost=lost, characters=len(text))
    return Decoded(text, charset)


def _meaningless(text: str) -> int:
    """Return how many characters are assigned to nothing: bytes that are no text decode as UTF-16 nearly always."""
    return sum(1 for character in text if unicodedata.category(character) in ("Cn", "Co"))


def _read(data: bytes, upload: Upload) -> tuple[str, str]:
    """Return the Python codec of some bytes and their text."""
    codec = _charset(data, upload)
    if codec is None:
        try:
            return "utf-8", data.decode()  # nearly every upload: decoded once, and valid
        except UnicodeDecodeError:
            codec = "utf-8" if _is_damaged_utf8(data) else _legacy(data, upload)
    return codec, data.decode(codec, "replace")


def _charset(data: bytes, upload: Upload) -> str | None:
    """Return the Python codec of bytes that a mark, zeros or escapes tell, None for all others that may be text."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec
    if wide := _wide(data):
        return wide
    if b"\x1b" in data and (shifted := _shifted(data)):
        return shifted
    controls = _controls(data)
    if controls > _CONTROL_SHARE * len(data):
        message = f"{upload.name}: {controls} of {len(data)} bytes are control characters"
        raise Permanent("intake.not_text", message, bytes=len(data), controls=controls)
    return None


def _legacy(data: bytes, upload: Upload) -> str:
    from copydesk.intake import legacy  # noqa: PLC0415  # the detector is loaded only for what is not UTF-8

    return legacy.charset(data, upload.content_type)


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROLS))


def _wide(data: bytes) -> str | None:
    """Return the UTF-16 of bytes without a mark: ASCII, spaces and line ends leave zeros at every other byte."""
    if b"\0" not in data:
        return None
    even, odd = data[::2].count(0), data[1::2].count(0)
    if odd > 20 * even:
        codec = "utf-16-le"
    elif even > 20 * odd:
        codec = "utf-16-be"
    else:
        return None
    # A text without any ASCII letter still has spaces, figures and line ends; a few stray zeros leave UTF-8 what it is.
    zeros = max(even, odd)
    if zeros * 100 < len(data) or (
        zeros < _ZEROS and _controls(data) - zeros < _CONTROL_SHARE * len(data) and _is_utf8(data)
    ):
        return None
    try:
        data[: len(data) & ~1].decode(codec)
    except UnicodeDecodeError:
        return None
    return codec


_SHIFTS = (  # what each 7-bit charset changes its character sets with, and the codecs that read it, narrowest first
    ((b"\x1b$@", b"\x1b$B", b"\x1b(J", b"\x1b(I", b"\x1b$(D"), ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_2004")),
    ((b"\x1b$)C",), ("iso2022_kr",)),
)


def _shifted(data: bytes) -> str | None:
    """Return the codec of bytes that are all ASCII and change character sets by escape sequences."""
    for escapes, family in _SHIFTS:
        if data.isascii() and any(escape in data for escape in escapes):
            for codec in family:
                try:
                    data.decode(codec)
                except UnicodeDecodeError:
                    continue
                return codec
    return None


_VALID_TO_DAMAGED = 3
"""A sequence valid in UTF-8 by chance is rare: three good ones for each run of bad bytes are damaged UTF-8."""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return _is_damaged_utf8(data)
    return True


def _is_damaged_utf8(data: bytes) -> bool:
    # Surrogates in pairs speak neither for nor against: no other charset makes them, and UTF-8 should not.
    text = _SURROGATES.sub(b" ", data).decode("utf-8", "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    valid = beyond_ascii - text.count("\ufffd")
    return valid >= _VALID_TO_DAMAGED * sum(1 for _ in _LOST.finditer(text))
