import html
import re
import time
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from copydesk import process
from copydesk.model import Author, Byline, Embed
from copydesk.pages.findings import SEVERITIES, numbered
from copydesk.pages.languages import pieces
from copydesk.pages.marks import STRENGTH
from copydesk.pages.preview import Shown, preview
from copydesk.write.shape import Links, Record
from tests import golden


class Reader(HTMLParser):
    """Collects the names of elements and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


EVIL = "\"><img src=x onerror=alert(1)><script>alert(1)</script>'</title></style><!--"


def example(name: str) -> Shown:
    case = golden.load(golden.CORPUS / name)
    path = next(golden.CORPUS.joinpath(name).glob("article.*"))
    made = process(path.read_bytes(), name=path.name)
    del case
    return Shown(made, path.read_text("utf-8"))


@pytest.fixture(scope="module")
def hindi() -> Shown:
    return example("repeated-headline-hindi")


def test_page_says_the_verdict_and_why(hindi: Shown) -> None:
    """The page begins with the verdict in words, why, and the finding's own sentence."""
    page = preview([hindi])
    words = html.unescape(re.sub(r"<[^>]*>", " ", page.partition("<main>")[2]))
    assert re.search(r"review\s+A person has to look before it is shown\.", words)
    assert hindi.record.moderation.findings[0].message in words


def test_every_quote_links_to_its_place(hindi: Shown) -> None:
    """Each place a finding quotes is a link to a mark that stands in the page, and the mark leads back."""
    page = preview([hindi])
    places = set(re.findall(r'href="#(a0-f\d+s\d+)"', page))
    assert places
    assert places <= set(re.findall(r'id="(a0-f\d+s\d+)"', page))


def test_block_is_of_a_language_of_its_body() -> None:
    """A list of Japanese towns, all Han characters, is Japanese in a Japanese body."""
    towns = "高鍋町、新富町、宮崎市、日南市、串間市、都城市、小林市"
    story = "市によると、港の古い橋が月曜日に開通し、多くの人が渡り初めをした。"
    made = process(f"港の古い橋が開通\n\n{story}\n\n{towns}\n\n来年は道路も広くなるという。\n".encode(), name="a.txt")
    assert {piece.code for piece in pieces(made)} <= {"ja", "und"}


def test_severe_findings_stand_first() -> None:
    """Of findings with the same effect the severe ones stand before the facts."""
    order = [each.finding for each in numbered(example("hostile-page").record, "a0")]
    keys = [(-STRENGTH[f.effect], SEVERITIES.index(f.severity)) for f in order]
    assert keys == sorted(keys)


def test_text_stands_before_a_source_without_marks() -> None:
    """Where findings quote the text alone (JSON has no offsets), the text stands before the source."""
    source = '{"title": "Harbour bridge opens", "body": "Log in to your раypal account to cross the bridge."}'
    page = preview([Shown(process(source.encode(), name="a.json"), source)])
    assert page.index("Text with findings marked") < page.index("Source with findings marked")


def test_no_id_is_given_twice() -> None:
    """Several articles on one page share no id."""
    page = preview([example("hostile-page"), example("repeated-headline-hindi"), example("wire-arabic")])
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids))


def evil(record: Record) -> Record:
    """Put markup into every text an uploader chooses."""
    bodies = [{"contentType": kind, "value": EVIL} for kind in ("text/html", "text/plain")]
    return replace(
        record,
        headline=EVIL,
        uri=EVIL,
        source=replace(record.source, name=EVIL, content_type=EVIL, charset=EVIL, format=EVIL),
        titles=tuple(replace(title, text=EVIL + str(at)) for at, title in enumerate(record.titles)),
        byline=Byline(EVIL, (Author(EVIL, EVIL),)),
        links=Links("javascript:alert(1)" + EVIL, EVIL, EVIL, (EVIL,), EVIL),
        embeds=(Embed(EVIL, EVIL),),
        body_language=EVIL,
        title_language=EVIL,
        article={**record.article, "bodies": bodies},
    )


def test_text_of_an_article_is_text_everywhere(hindi: Shown) -> None:
    """Markup in any text an uploader chooses opens no element and ends none."""
    page = preview([Shown(evil(hindi.record), EVIL * 20)])
    found = Reader()
    found.feed(page)
    found.close()
    assert not {"script", "img", "link", "object", "embed", "form", "base"} & found.tags
    assert not [name for name in found.attributes if name.startswith("on")]
    assert page.count("<style>") == 1


@pytest.mark.parametrize("name", ["hostile-page", "repeated-headline-hindi", "wire-arabic", "empty"])
def test_page_asks_for_nothing(name: str) -> None:
    """No attribute of the page names an address that a browser would ask for."""
    page = preview([example(name)])
    assert not re.search(r'<[^>]*\s(?:src|href|action|data|poster|background)="(?!#)', page)
    assert "url(" not in page.partition("<main>")[0]
    assert "default-src &#x27;none&#x27;" in page


@pytest.mark.parametrize(
    ("name", "language"), [("wire-arabic", "ar"), ("wire-chinese", "zh-Hans"), ("repeated-headline-hindi", "hi")]
)
def test_text_is_marked_with_its_language_and_direction(name: str, language: str) -> None:
    """Text of an article stands in its own language and finds its own direction, for fonts and screen readers."""
    page = preview([example(name)])
    assert f'lang="{language}"' in page
    assert 'dir="auto"' in page


def test_refused_upload_has_a_page_too() -> None:
    """An upload that could not be read is shown with why."""
    page = preview([Shown(process(b"", name="empty.html"), None)])
    assert "intake.empty" in page
    assert "Neither the article" in page


def test_same_record_gives_the_same_page(hindi: Shown) -> None:
    """A page depends on its articles alone."""
    assert preview([hindi]) == preview([hindi])


def test_large_article_is_shown_quickly() -> None:
    """An article of 200 kB is rendered well within a second of work."""
    text = "<h1>A headline of a long story</h1>" + "".join(
        f"<p>Sentence {n} tells of the bridge and of its pillars in the harbour of the old town.</p>"
        for n in range(2_400)
    )
    made = process(text.encode(), name="long.html")
    start = time.process_time()
    page = preview([Shown(made, text)])
    assert time.process_time() - start < 1
    assert len(page) < 4 * len(text)
