"""Bytes to text."""

from __future__ import annotations

import codecs
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import Permanent
from copydesk.intake import charset, inflate, legacy
from copydesk.model import Upload
from copydesk.settings import DEFAULTS
from tests.intake.encodings import SENTENCES, Sample, samples

HARD = {("et", "windows-1252")}
"""Undeclared Estonian in windows-1252 looks like windows-1257: the two differ in a few letters."""
WRONG = ("utf-8", "iso-8859-1", "windows-1251", "gb2312", "shift_jis")

decode = charset.decode


def upload(data: bytes, content_type: str | None = None, name: str = "a.txt") -> Upload:
    return Upload(data, name, content_type)


EACH = pytest.mark.parametrize(
    "sample",
    [sample for sample in samples() if sample[:2] not in HARD],
    ids=lambda sample: f"{sample.language}-{sample.label}",
)


@EACH
def test_declared_charset_is_read(sample: Sample) -> None:
    """A text in the charset that it declares is read as it was written."""
    assert decode(upload(sample.data, f"text/plain; charset={sample.label}"), DEFAULTS).text == sample.text


@EACH
def test_undeclared_charset_is_found(sample: Sample) -> None:
    """A text that declares nothing is read as it was written."""
    assert decode(upload(sample.data), DEFAULTS).text == sample.text


def test_wrong_declarations_are_overruled() -> None:
    """Of all texts under every wrong declaration at least 97 in a hundred are read as they were written."""
    tried = right = 0
    for sample in samples():
        for label in WRONG:
            if legacy.codec_of(label) != legacy.codec_of(sample.label):
                tried += 1
                right += decode(upload(sample.data, f"text/plain; charset={label}"), DEFAULTS).text == sample.text
    assert tried > 250
    assert right / tried >= 0.97


@pytest.mark.parametrize(
    "declaration", ['<meta charset="{}">', '<?xml version="1.0" encoding="{}"?>'], ids=["meta", "xml"]
)
def test_declaration_inside_the_document_counts(declaration: str) -> None:
    """A charset declared in a meta element or an XML declaration is believed where the bytes agree."""
    text = declaration.format("iso-8859-15") + "<p>Le marché coûte 5 € à l’été près de Fécamp</p>".replace("’", "'")
    decoded = decode(upload(text.encode("iso8859-15"), name="a.html"), DEFAULTS)
    assert (decoded.text, decoded.charset) == (text, "iso8859-15")


@pytest.mark.parametrize(
    ("codec", "charset_name"),
    [
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-8", "utf-8"),
    ],
)
@pytest.mark.parametrize("language", ["de", "ja", "ru", "he", "ar", "th", "ko", "el"])
def test_unicode_is_read_with_and_without_a_mark(codec: str, charset_name: str, language: str) -> None:
    """UTF-8, UTF-16 and UTF-32 are recognised, whatever is declared, and their mark is no part of the text."""
    text = SENTENCES[language]["title"] + "\n\n" + SENTENCES[language]["text"] + " 2026 www\n"
    decoded = decode(upload(text.encode(codec), "text/plain; charset=windows-1252"), DEFAULTS)
    assert (decoded.text, decoded.charset) == (text, charset_name)


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("x-sjis", "cp932"),
        ("ks_c_5601-1987", "cp949"),
        ("iso-8859-8-i", "iso8859-8"),
        ("x-mac-ukrainian", "mac-cyrillic"),
        ("Windows-31J", "cp932"),
        ("unicode-1-1-utf-8", "utf-8"),
        ("ISO-8859-1", "cp1252"),
        ("gb2312", "gb18030"),
        ("utf_8", "utf-8"),
        ("rot13", None),
        ("no-such-charset", None),
        ("\0", None),
    ],
)
def test_labels_mean_what_the_web_means(label: str, codec: str | None) -> None:
    """A label is read as the WHATWG Encoding Standard says, with those that Python lacks."""
    assert legacy.codec_of(label) == codec


def test_every_label_names_a_codec_of_python() -> None:
    """The table of labels names codecs by the one name that Python gives them."""
    for label, codec in legacy._table().items():
        assert codecs.lookup(codec).name == codec, label


def test_few_accents_are_windows_1252() -> None:
    """With two characters beyond ASCII nothing can be told, so the commonest charset is taken."""
    assert decode(upload("It’s a café".encode("cp1252")), DEFAULTS).text == "It’s a café"


def test_damaged_utf_8_stays_utf_8() -> None:
    """A cut in the middle of a character leaves the rest readable."""
    data = SENTENCES["ru"]["text"].encode()
    decoded = decode(upload(data[:100] + data[101:-1]), DEFAULTS)
    assert decoded.charset == "utf-8"
    assert decoded.text.count("\ufffd") in (1, 2, 3)


EMOJI = b"\xed\xa0\xbd\xed\xb8\x80"
"""U+1F600 in CESU-8: its two surrogates, three bytes each."""


@pytest.mark.parametrize(
    "data",
    [
        pytest.param("It’s a “new” café".encode() + b" \xe2\x80\xff\xfe\xfd by the sea", id="a run of bad bytes"),
        pytest.param("The ferry’s crew waved ".encode() + EMOJI + b" at noon", id="an emoji"),
        pytest.param(b"The ferry sails at noon from the islands to the mainland " + EMOJI + b" today", id="ASCII"),
        pytest.param("The ferry’s “crew” waved ".encode() + EMOJI[:3] + b" at noon", id="half of an emoji"),
    ],
)
def test_few_characters_and_one_damage_are_utf_8(data: bytes) -> None:
    """Bytes damaged in one place, or an emoji as Java and MySQL write it, leave a text UTF-8."""
    data = b"A title above it all\n\n" + data + b" and other words follow, as they do in any text.\n"
    decoded = decode(upload(data), DEFAULTS)
    assert (decoded.charset, decoded.text) == ("utf-8", data.decode("utf-8", "replace"))


def test_legacy_text_is_never_damaged_utf_8() -> None:
    """No piece of a text in a legacy charset has enough that is valid in UTF-8 by chance."""
    for sample in samples():
        for start in range(0, len(sample.data) - 60, 31):
            if not (piece := sample.data[start : start + 60]).isascii():
                assert not charset._is_utf8(piece), sample.label


def test_escape_sequences_alone_make_no_japanese() -> None:
    """A terminal's colour codes in a UTF-8 text do not make it ISO-2022-JP."""
    assert decode(upload("\x1b[31mrot\x1b(B für alle".encode()), DEFAULTS).charset == "utf-8"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        pytest.param(b"", "intake.empty", id="nothing"),
        pytest.param(b" \n\t\r\n", "intake.empty", id="white space"),
        pytest.param("\ufeff \u3000\n".encode(), "intake.empty", id="wide white space"),
        pytest.param(b"\0" * 100, "intake.not_text", id="zeros"),
        pytest.param(bytes(range(256)) * 4, "intake.not_text", id="all bytes"),
        pytest.param(b"x" * 4_000_001, "intake.too_large", id="over the limit"),
        pytest.param(b"\xff\xfe" + b"\x00\xd8" * 50, "intake.undecodable", id="lone surrogates"),
        pytest.param(b"%PDF-1.7 ...", "intake.unsupported_format", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n....", "intake.unsupported_format", id="png"),
        pytest.param(b"PK\x03\x04....", "intake.unsupported_format", id="docx"),
        pytest.param(b"{\\rtf1\\ansi Hello}", "intake.unsupported_format", id="rtf"),
        pytest.param(b"RIFF\x10\0\0\0WEBPVP8 ", "intake.unsupported_format", id="webp"),
        pytest.param(b"\0\0\0\x18ftypmp42", "intake.unsupported_format", id="mp4"),
    ],
)
def test_refused(data: bytes, rule: str) -> None:
    """What is no text is refused with the rule that says why."""
    with pytest.raises(Permanent) as refused:
        decode(upload(data), DEFAULTS)
    assert refused.value.rule == rule
    assert refused.value.message.startswith("a.txt")


@given(
    st.binary(max_size=300)
    | st.text(max_size=100).map(str.encode)
    | st.text(max_size=60).map(lambda t: t.encode("utf-16"))
)
def test_text_is_what_the_charset_decodes(data: bytes) -> None:
    """Whatever the bytes, the text is exactly what the named codec makes of them, or they are refused."""
    try:
        decoded = decode(upload(data), DEFAULTS)
    except Permanent as refused:
        assert refused.rule.startswith("intake.")  # noqa: PT017  # either answer is right
        return
    inflated = inflate.inflate(data, "a", DEFAULTS.max_bytes)
    assert decoded.text == inflated.decode(decoded.charset, "replace")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_utf_8_is_read_as_written(text: str) -> None:
    """Any text in UTF-8 comes back as it went in."""
    try:
        decoded = decode(upload(text.encode()), DEFAULTS)
    except Permanent as refused:
        assert refused.rule in ("intake.empty", "intake.unsupported_format", "intake.undecodable")  # noqa: PT017  # either answer is right
        return
    assert decoded.text == text.removeprefix("\ufeff")


def test_gzip_is_inflated_first() -> None:
    """A gzip upload is read as what is in it."""
    assert decode(upload(gzip.compress("Überall".encode())), DEFAULTS).text == "Überall"


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [b"\xe9 ", b"<p>\xe9", b"\x81\x40", b"\x1b$B", b"\xff", EMOJI, EMOJI[:3] + b"a", b"charset=", b"a\0"],
    ids=repr,
)
def test_a_megabyte_of_the_worst_is_answered(unit: bytes) -> None:
    """A megabyte of anything is decoded or refused, once through."""
    try:
        decode(upload(unit * (1_000_000 // len(unit))), DEFAULTS)
    except Permanent as refused:
        assert refused.rule.startswith("intake.")  # noqa: PT017  # either answer is right
