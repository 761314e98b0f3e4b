"""Uploads stored gzip-compressed, inflated within a bound."""

from __future__ import annotations

import zlib

from copydesk.errors import Permanent, too_large

_GZIP = b"\x1f\x8b\x08"
_WITH_GZIP_HEADER = 16 + zlib.MAX_WBITS  # zlib's way to say: expect a gzip header


def inflate(data: bytes, name: str, limit: int) -> bytes:
    """Return the bytes inside a gzip upload, or the upload itself where it is none; at most `limit` bytes.

    Compressed once only: a gzip inside a gzip is no text. Raises `Permanent`: `intake.too_large`,
    `intake.inflates_too_large` (after inflating no more than the limit and one byte), `intake.undecodable` for a
    stream that is damaged or cut off.
    """
    if len(data) > limit:
        raise too_large(name, limit, len(data))
    if not data.startswith(_GZIP):
        return data
    parts: list[bytes] = []
    room = limit + 1
    while data.startswith(_GZIP):  # a gzip file may be several members, one after the other
        stream = zlib.decompressobj(_WITH_GZIP_HEADER)
        try:
            part = stream.decompress(data, room)
        except zlib.error as error:
            raise Permanent("intake.undecodable", f"{name} is damaged gzip: {error}", bytes=len(data)) from None
        parts.append(part)
        room -= len(part)
        if room <= 0:
            message = f"{name} inflates past the limit of {limit} bytes"
            raise Permanent("intake.inflates_too_large", message, limit=limit, compressed=len(data))
        if not stream.eof:
            raise Permanent("intake.undecodable", f"{name} is gzip that was cut off", bytes=len(data))
        data = stream.unused_data.lstrip(b"\0")  # tape padding
    if data:
        raise Permanent("intake.undecodable", f"{name} has {len(data)} bytes after its gzip stream", bytes=len(data))
    return b"".join(parts)
