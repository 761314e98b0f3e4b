"""`process()` as a whole: pure, deterministic, and with an answer for whatever bytes it is given."""

from __future__ import annotations

import hashlib
import os
import random
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copydesk import process
from copydesk.errors import Transient
from copydesk.write import record
from tests import golden

if TYPE_CHECKING:
    from pathlib import Path

CASES = golden.cases()


@pytest.fixture
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refused)


@pytest.mark.usefixtures("_no_network")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.folder.name)
def test_opens_no_socket(case: golden.Case) -> None:
    """An article is processed without any socket, whatever it links to."""
    assert golden.line(case)


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
        {"PYTHONHASHSEED": "3", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONOPTIMIZE": "1"},
    ],
    ids=["far-east", "turkish", "c-locale"],
)
def test_same_bytes_same_record_in_every_process(environment: dict[str, str]) -> None:
    """Hash seed, time zone, locale and optimisation change no byte of any record."""
    here = hashlib.sha256("\n".join(map(golden.line, CASES)).encode()).hexdigest()
    command = [sys.executable, "-m", "tests.golden", "--digest"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | environment)
    assert done.stdout.strip() == here


def test_same_record_from_every_thread_and_in_every_order() -> None:
    """Sixteen threads at once, in any order, give the records of a serial run."""
    serial = [golden.line(case) for case in CASES]
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(golden.line, CASES * 8)) == serial * 8
        assert list(pool.map(golden.line, CASES[::-1])) == serial[::-1]


@given(
    st.binary(max_size=2_000), st.sampled_from([None, "text/html", "application/json", "text/plain; charset=koi8-r"])
)
def test_any_bytes_give_a_record(data: bytes, content_type: str | None) -> None:
    """No upload raises: what cannot be processed is a record too, of valid UTF-8."""
    made = process(data, name="upload", content_type=content_type)
    assert record.dumps(made).encode()
    assert made.source.size_bytes == len(data)


@pytest.mark.parametrize("seed", range(8))
def test_damaged_articles_give_records(seed: int) -> None:
    """Articles cut off, with bytes lost, doubled and strewn in, whatever they claim to be, all give a record."""
    chance = random.Random(seed)  # noqa: S311 - to damage articles, not to keep a secret
    strewn = [
        b"<",
        b"&#0;",
        b"\xe2\x80\xae",
        b"\xed\xa0\x80",
        b"<svg>",
        b"{",
        b"]",
        b"\\u0000",
        b" - ",
        b"\n\n",
        b"\xff",
    ]
    for case in CASES:
        data = bytearray(case.article.read_bytes())
        for _ in range(5):
            at = chance.randrange(len(data) + 1)
            data[at : at + chance.randint(0, 20)] = chance.choice(strewn) * chance.choice([1, 1, 30])
            data[at:at] = data[at : at + chance.randint(0, 200)]
        del data[chance.randint(len(data) // 2, len(data)) :]
        kind = chance.choice([case.content_type, None, "text/html", "application/json", "text/plain"])
        assert record.dumps(process(bytes(data), name=case.name, content_type=kind, url=case.url)).encode()


@given(st.text(max_size=500))
@example("𐐀")  # sorts after every name of the gazetteer
def test_any_text_gives_spans_that_quote_it(text: str) -> None:
    """Spans into the source quote the decoded upload at their offsets."""
    made = process(text.encode("utf-8", "replace"), name="a.txt", content_type="text/plain; charset=utf-8")
    if made.source.charset is None:
        return
    source = text.encode("utf-8", "replace").decode(made.source.charset, "replace")
    for finding in made.moderation.findings:
        for span in finding.spans:
            if span.field == "source":
                assert source[span.start : span.end][:200] == span.text


@pytest.mark.parametrize(
    "url", ["http://[", "http://[::1", "//]", "http://a:port/", "http://\ud800/", "\x00", "http://"]
)
def test_address_that_is_none_gives_a_record(url: str) -> None:
    """A broken address, declared by the page or the uploader, is no reason to fail."""
    page = (
        f'<link rel="canonical" href="{url}"><base href="{url}"><h1>Ferry sails again</h1><a href="{url}">It does.</a>'
    )
    assert process(page.encode("utf-8", "replace"), name="a.html", content_type="text/html", url=url).verdict


def test_checkpoints_come_in_order_and_can_stop_the_work() -> None:
    """Each step is announced once, in order, and what the caller raises there passes through."""
    seen: list[str] = []
    case = golden.load(golden.CORPUS / "wire-russian")
    process(case.article.read_bytes(), name=case.name, checkpoint=seen.append)
    assert seen == ["decode", "read", "normalize", "language", "sanitize"]

    def stop(step: str) -> None:
        raise Transient(step)

    with pytest.raises(Transient, match="decode"):
        process(case.article.read_bytes(), name=case.name, checkpoint=stop)


def test_source_folder_alone_is_enough(tmp_path: Path) -> None:
    """The package works from its folder with nothing installed, as a source deployment runs it."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import copydesk; print(copydesk.__file__, copydesk.__version__)"
    )
    source = golden.CORPUS.parent.parent / "src"
    command = [sys.executable, "-I", "-c", program, str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.startswith(str(source))
