"""Frames and players of a page."""

from __future__ import annotations

from copydesk import process

TEXT = "<p>The ferry to the islands sails again from Monday, the harbour said on a day without any wind at all.</p>"
PAGE = f"""<body><nav><iframe src="https://elsewhere.example/menu"></iframe></nav>
<article><h1>Ferry sails again</h1>{TEXT}<iframe src="//video.example/42"></iframe>{TEXT}
<iframe src="javascript:alert(1)"></iframe><blockquote class="twitter-tweet"><p>It sails!</p>
<a href="https://twitter.com/ferry/status/42">May 12</a></blockquote></article></body>"""


def test_frames_of_the_article_are_kept_as_addresses() -> None:
    """What the article shows by frames is told once, absolute and public; the page's other frames are not."""
    made = process(PAGE.encode(), name="a.html", content_type="text/html", url="https://news.example/ferry")
    frames = [embed.url for embed in made.embeds if embed.kind == "frame"]
    assert frames == ["https://video.example/42"]
    assert len(made.embeds) == len(set(made.embeds))
