"""What happens to an article, step by step: the table of contents of Copydesk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from copydesk.errors import Permanent
from copydesk.intake import charset, formats
from copydesk.model import Upload
from copydesk.normalize import boilerplate, byline, dateline, dates, headline, markup
from copydesk.review import language, policy, signals
from copydesk.review.case import Case
from copydesk.settings import DEFAULTS, Settings
from copydesk.write import record
from copydesk.write.shape import Record


def process(
    data: bytes,
    *,
    name: str,
    content_type: str | None = None,
    url: str | None = None,
    created: str | None = None,
    settings: Settings = DEFAULTS,
    checkpoint: Callable[[str], None] = lambda _step: None,
) -> Record:
    """Return the record of one uploaded article; the same bytes give the same record everywhere.

    Pure: no socket, no clock, no random number; `created` is when the upload was made (RFC 3339), to tell dates after
    it. What an upload cannot be processed for (empty, undecodable, over a cap, ...) is a record with verdict `review`
    too, so nothing is raised for bad input. `checkpoint` is called with the name of each step once it is done; what it
    raises (a deadline) passes through.
    """
    upload = Upload(data, name, content_type, url, created)
    rules = policy.load(settings, name)
    try:
        text = charset.decode(upload, settings)
        checkpoint("decode")
        article = formats.read(upload, text, settings)
        checkpoint("read")
        article = headline.choose(article)
        article = boilerplate.set_aside(article)
        article, filed = dateline.read(article)
        article, credited = byline.read(article, filed)
        published, modified = dates.read(article)
        filed = dateline.with_reference(filed, published)
        checkpoint("normalize")
        languages, language_findings = language.review(article, settings)
        checkpoint("language")
        safe = markup.sanitize(article.markup, base=article.metadata.base, settings=settings)
        checkpoint("sanitize")
    except Permanent as error:
        return record.refused(upload, error, rules, settings)
    findings = signals.observe(Case(article, credited, filed, published, modified, languages, safe, rules, created))
    decision = policy.decide((*language_findings, *article.observations, *safe.findings, *findings), rules)
    article = replace(article, embeds=tuple(dict.fromkeys(article.embeds + safe.embeds)))
    return record.build(upload, article, credited, filed, published, modified, languages, safe, decision, settings)
