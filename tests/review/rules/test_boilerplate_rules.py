from collections.abc import Callable

TEXT = "The old bridge over the harbour opened to walkers on Monday, and the first trams crossed it before noon."
FORM = '<div class="comment-respond"><h3>Leave a Reply</h3><p>Your email address will not be published.</p></div>'


def test_comment_form_is_one_finding_with_its_place(judge: Callable, page: Callable) -> None:
    """`boilerplate.comment_form`: a comment form among the text is one finding that quotes it."""
    finding = judge(page(TEXT, TEXT, FORM))["boilerplate.comment_form"]
    assert "Leave a Reply" in finding.spans[0].text


def test_text_about_comments_is_no_form(judge: Callable, page: Callable) -> None:
    """`boilerplate.comment_form`: a sentence about replies is the article's own."""
    found = judge(page(TEXT, "The minister refused to leave a reply when asked about the comments.", TEXT))
    assert "boilerplate.comment_form" not in found
