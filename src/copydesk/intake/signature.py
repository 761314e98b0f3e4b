"""What a file that is no text is, by its first bytes."""

from __future__ import annotations

# Signatures as registered or published by each format's owner; only what people are likely to drop beside articles.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"\0\0\1\0", "icon"),
    (b"PK\3\4", "zip"),  # docx, odt, epub, pages are zip files
    (b"PK\5\6", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),  # doc, xls, msg
    (b"{\\rtf", "rtf"),
    (b"%!PS", "postscript"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7-zip"),
    (b"\x1f\x8b", "gzip"),
    (b"\x1f\x9d", "compress"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstandard"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"\x1a\x45\xdf\xa3", "matroska"),
    (b"\x7fELF", "elf"),
    (b"\0asm", "wasm"),
    (b"SQLite format 3\0", "sqlite"),
    (b"PAR1", "parquet"),
    (b"wOFF", "woff"),
    (b"wOF2", "woff"),
    (b"BEGIN:VCALENDAR", "icalendar"),
    (b"BEGIN:VCARD", "vcard"),
    (b"WEBVTT", "webvtt"),
    (b"#!", "script"),
)
_RIFF = {b"WEBP": "webp", b"WAVE": "wave", b"AVI ": "avi"}


def name(data: bytes) -> str | None:
    """Return the name of the binary or otherwise unsupported format that the bytes begin as, None for all others."""
    for signature, known in _SIGNATURES:
        if data.startswith(signature):
            return known
    if data.startswith(b"RIFF"):
        return _RIFF.get(data[8:12])
    if data[4:8] == b"ftyp":  # ISO base media: mp4, mov, heic, avif
        return "mp4"
    return None
