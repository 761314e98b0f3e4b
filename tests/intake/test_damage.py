"""Text that lost something on its way."""

from __future__ import annotations

import pytest

from copydesk.errors import Permanent
from copydesk.intake import charset, damage, formats, plain
from copydesk.model import Article, Finding, Upload
from copydesk.settings import DEFAULTS

LEAD = "Die Brücke über den Fluss bleibt für Fußgänger geöffnet, sagte Jörg Müller."


def observed(text: str, name: str = "a.txt") -> list[Finding]:
    upload = Upload(text.encode(), name)
    return list(formats.read(upload, charset.decode(upload, DEFAULTS), DEFAULTS).observations)


@pytest.mark.parametrize(
    ("body", "rule", "kind"),
    [
        pytest.param("Die Br\ufffdcke bleibt offen.", "text.encoding_damage", "replaced", id="replaced"),
        pytest.param(
            LEAD.encode().decode("cp1252"), "text.encoding_damage", "doubly-encoded", id="read as windows-1252"
        ),
        pytest.param(LEAD.encode().decode("latin-1"), "text.encoding_damage", "doubly-encoded", id="read as latin-1"),
        pytest.param("Мост открыт".encode().decode("latin-1"), "text.encoding_damage", "doubly-encoded", id="cyrillic"),
        pytest.param(
            "One\x07 two\x00 three\x1b" + " and more of it" * 20, "text.control_characters", None, id="controls"
        ),
    ],
)
def test_damage_is_found_where_it_stands(body: str, rule: str, kind: str | None) -> None:
    """Damage in the article's text is a finding that quotes the source."""
    text = f"Titel der Meldung\n\n{body}\n"
    found = next(finding for finding in observed(text) if finding.rule == rule)
    assert kind is None or found.evidence[0].value == kind
    for span in found.spans:
        assert text[span.start : span.end] == span.text
        assert len(span.text) <= 200


QUOTED = "The editor’s “ferry” – a café – sailed, “said” Ana Lind."


@pytest.mark.parametrize("codec", ["cp1252", "mac-roman"])
def test_utf_8_read_as_another_charset_and_written_again_is_found(codec: str) -> None:
    """Quotes that were read as windows-1252 or Mac Roman and written as UTF-8 are damage."""
    (found,) = observed(f"Title of it\n\n{QUOTED.encode().decode(codec, 'replace').replace(chr(0xFFFD), '')}\n")
    assert found.evidence[0].value == "doubly-encoded"


@pytest.mark.parametrize("codec", ["cp1250", "cp1251", "cp1252", "cp1254", "cp1257", "mac-roman"])
def test_utf_8_inside_a_text_of_one_byte_a_letter_is_found(codec: str) -> None:
    """A text that mixes a single-byte charset with UTF-8 is damaged where the UTF-8 stands, each place counted once."""
    text = "Title of it\n\n" + QUOTED.encode().decode("latin-1")
    article = Article(
        text.encode("latin-1").decode(codec, "replace"),
        codec,
        "text",
        (),
        (plain.block(text.encode("latin-1").decode(codec, "replace"), 0, len(text)),),
    )
    found = {finding.evidence[0].value: finding.evidence[1].value for finding in damage.observe(article)}
    assert int(found["doubly-encoded"]) in range(4, 9)


@pytest.mark.parametrize(
    ("body", "codec"),
    [
        pytest.param("Він сказав: «Гість» – і пішов. Вітер. Гірка.", "cp1251", id="ukrainian"),
        pytest.param("L’été, «étaient» là – à l’œuvre… ÀÉ√2¬", "mac-roman", id="french on a mac"),
        pytest.param("ﾂｲ ﾃﾞ ﾃﾚﾋﾞ ﾂｱｰ", "cp932", id="half-width kana"),
        pytest.param("√π and √∞ and √π¬∞", "utf-8", id="mathematics"),
        pytest.param("Âge, Șă, Ăla, Âla: Română şi ţară", "cp1250", id="romanian"),
    ],
)
def test_honest_letters_of_a_charset_are_no_damage(body: str, codec: str) -> None:
    """Letters that stand where UTF-8 has its lead bytes are no damage."""
    article = Article(body, codec, "text", (), (plain.block(body, 0, len(body)),))
    assert damage.observe(article) == ()


@pytest.mark.parametrize(
    "body",
    [
        LEAD,
        "São Paulo, Ângela, Âncora, Ñandú, Ðakovo: names of people and places.",
        "The editor explained what “Ã©” means.",
        "«Où est-il ?» demanda-t-elle – à l’été…",
        "Tabs\tand\r\nnew lines\x0cand pages",
    ],
)
def test_honest_text_is_not_damaged(body: str) -> None:
    """Letters that also begin doubly encoded ones are no damage, nor is one example of it."""
    assert observed(f"Titel der Meldung\n\n{body}\n") == []


def test_damage_outside_the_article_is_none() -> None:
    """What a page's script lost, or an address holds, is not the article's damage."""
    page = (
        "<html><head><title>Titel der Meldung</title><script>var a = '\ufffd\x07';</script></head><body>"
        "<h1>Titel der Meldung</h1><p>Die <a href='/?q=RÃ¶mer-fÃ¼r'>Brücke</a> über den Fluss bleibt offen.</p>"
        "<p>Das sagte die Bürgermeisterin am Mittwoch in der Sitzung des Rates.</p></body></html>"
    )
    assert [finding.rule for finding in observed(page, "a.html") if finding.rule.startswith("text.")] == []


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["Ã", "Ã©", "â€", "\ufffd", "\x00a", "Ð", "Ð¿", "‚Ä", "‚Äú"])
def test_a_megabyte_of_damage_is_looked_at_once(unit: str) -> None:
    """A megabyte of damage gives a finding with five spans, or is refused as unreadable."""
    try:
        found = observed("Titel\n\n" + unit * (1_000_000 // len(unit)))
    except Permanent as refused:
        assert refused.rule.startswith("intake.")  # noqa: PT017  # either answer is right
        return
    assert all(len(finding.spans) <= 5 for finding in found)
