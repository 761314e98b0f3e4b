"""Object names of every odd kind, through the deployed function."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.e2e.conftest import Rig

pytestmark = pytest.mark.e2e

NAMES = {
    "unicode": "art/日本語 é.html",
    "emoji": "😀.html",
    "right to left": "\u202elmth.a\u2066.html",
    "combining": "e\u0301.html",
    "hash": "a#b.html",
    "question": "a?b=c&d.html",
    "percent": "a%2Fb%00%.html",
    "plus and space": "a b+c .html",
    "double slash": "x//y.html",
    "leading slash": "/abs.html",
    "dots": "../../etc/passwd",
    "dot segment": "p/./q/../r",
    "quotes": 'it\'s"q"<script>.html',
    "tab": "a\tb",
    "vertical tab and escape": "a\x0bb\x1b[31mred",
    "newline": "a\nb.html",
    "carriage return": "a\r\nb.html",
    "line separator": "a\u2028b",
    "punctuation": "a;b:c,d@e=f.html",
    "backslash": "a\\b.html",
    "trailing slash with bytes": "folder/",
    "only the suffix's stem": ".html",
    "1,010 bytes": "n" * 1010,
    "1,011 bytes": "n" * 1011,
    "1,023 bytes of two": "é" * 511 + "x",
    "1,024 bytes": "n" * 1024,
    "1,024 bytes of four": "😀" * 256,
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_an_odd_name_gets_its_record(rig: Rig, name: str) -> None:
    """Whatever the name, the record stands in its place, names its source exactly, and is found again."""
    article = rig.upload(name)
    assert rig.send(article).answer == "recorded: allow"
    assert rig.proxy.counted() == {"read": 1, "write": 1, "look": 1}
    place = name + ".metadata.json"
    if len(place.encode()) > 1024:
        kept = name.encode()[:900].decode(errors="ignore")
        place = f"{kept}~{hashlib.sha256(name.encode()).hexdigest()}.metadata.json"
    record = json.loads(rig.object(place).download_as_bytes())
    assert record["source"]["name"] == name
    assert rig.send(article).answer == "skipped: already processed"
    assert json.loads(rig.lines[-1])["copydesk"]["object"] == name
