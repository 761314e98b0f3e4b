"""Which charset bytes are in that are not UTF-8: what is declared, held against what the bytes look like."""

from __future__ import annotations

import codecs
import json
import re
from functools import cache
from importlib.resources import files

import chardet

# The charsets of the WHATWG Encoding Standard that mail, feeds and old pages really use.
_CANDIDATES = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "cp866"),
    *("iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "koi8-r", "koi8-u"),
    *("mac-roman", "mac-cyrillic", "gb18030", "big5hkscs", "cp932", "euc-jp", "euc-jis-2004", "cp949"),
)
# Codecs of one family from the narrowest: what vendors added is tried only where it is needed.
_FAMILIES = (("euc_jp", "euc_jis_2004"), ("cp932", "shift_jis_2004"))
_FAMILY = {codec: family for family in _FAMILIES for codec in family}
# Charsets that are met only where they are declared, and the one that looks like each.
_ALIKE = {"iso8859-15": "cp1252", "iso8859-14": "cp1252", "iso8859-13": "cp1257", "iso8859-4": "cp1257"}
_TELLING = 3
"""Bytes beyond ASCII from which their look tells anything; below, windows-1252 is by far the commonest."""
_ALBANIAN = "ÇËçë".encode("cp1252")
"""All that Albanian has beyond ASCII. The detector does not know the language and reads these as Baltic letters."""
_NEARLY = 0.7
"""How likely, measured by the likeliest, a declared charset must be to be believed."""
_SAMPLE = 16_384
"""Bytes that the detector sees: more changes no answer and costs time."""
_HEAD = 4_096
"""Bytes in which a document may say its charset (the HTML Standard says 1,024; pages do not keep to it)."""
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_LETTERS = bytes(range(0xC0, 0x100))
_LINES = bytes.maketrans(b"<>\r", b"\n\n\n")

_C1 = re.compile("[\x80-\x84\x86-\x9f]")
# Linear: every run is bounded, and `charset` or `encoding` anchors each try.
_IN_HEADER = re.compile(r"charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([A-Za-z0-9_.:()-]{1,40})", re.IGNORECASE)
_IN_DOCUMENT = re.compile(
    rb"(?:charset|<\?xml[^>]{0,80}encoding)\s{0,4}=\s{0,4}[\"']?\s{0,4}([A-Za-z0-9_.:()-]{1,40})", re.IGNORECASE
)


def charset(data: bytes, content_type: str | None) -> str:
    """Return the Python codec of bytes that are not UTF-8; the best guess where nothing fits.

    The bytes are heard first, because declarations are wrong in every way; what is declared wins where it decodes
    every byte and is nearly as likely.
    """
    if len(data) - len(data.translate(None, _BEYOND_ASCII)) < _TELLING:
        declared = (found for label in _labels(data, content_type) if (found := codec_of(label)))
        return next((codec for codec in declared if _widened(data, codec)), "cp1252")
    likely = _likely(data)
    best = max(likely, key=likely.__getitem__)
    if best == "cp1257" and set(_LETTERS) & set(data) <= set(_ALBANIAN):
        best = "cp1252"
    for label in _labels(data, content_type):
        codec = codec_of(label)
        if not codec or codec == best or not (found := _widened(data, codec)):
            continue
        if likely.get(_ALIKE.get(codec, codec), 0) >= _NEARLY * likely.get(best, 0):
            return found
    return _widened(data, best) or best


def _labels(data: bytes, content_type: str | None) -> list[str]:
    labels = [match[1] for match in [_IN_HEADER.search(content_type or "")] if match]
    if data.lstrip()[:1] == b"<":
        labels += [match[1].decode("ascii") for match in _IN_DOCUMENT.finditer(data[:_HEAD])]
    return labels


def codec_of(label: str) -> str | None:
    """Return the Python codec that decodes what a charset label means on the web, None for an unknown label."""
    label = label.strip().lower()
    if known := _table().get(label) or _table().get(label.replace("_", "-")):
        return known
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    return found.name if found._is_text_encoding else None  # noqa: SLF001  # not rot13 or hex


@cache
def _table() -> dict[str, str]:
    table = json.loads(files("copydesk").joinpath("data/charset_labels.json").read_bytes())
    return {**table["written"], **table["labels"]}


def _widened(data: bytes, codec: str) -> str | None:
    """Return the narrowest codec of the family that decodes every byte, None when none does."""
    for wider in _FAMILY.get(codec, (codec,)):
        try:
            text = data.decode(wider)
        except UnicodeDecodeError:
            continue
        # ISO 8859 decodes anything, but no text holds the control characters it makes of windows-125x's quotes.
        if not _C1.search(text):
            return wider
    return None


def _likely(data: bytes) -> dict[str, float]:
    """Return how likely each codec is by the look of the bytes, the likeliest first; never empty."""
    lines = data.translate(_LINES).split(b"\n")
    sample = b"\n".join(line for line in lines if not line.isascii())
    found = chardet.detect_all(
        sample, max_bytes=_SAMPLE, compat_names=False, include_encodings=_CANDIDATES, no_match_encoding="cp1252"
    )
    likely: dict[str, float] = {}
    for guess in found:
        if (name := guess["encoding"]) and (codec := codec_of(name)):
            likely.setdefault(codec, guess["confidence"])
    return likely or {"cp1252": 0.0}
