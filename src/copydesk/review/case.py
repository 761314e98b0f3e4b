"""What a rule is given: everything understood of one article, and the policy's thresholds."""

from __future__ import annotations

from dataclasses import dataclass

from copydesk.model import Article, Aside, Byline, Dateline, Languages, Moment, Sanitized, Span
from copydesk.review.policy import Policy


@dataclass(frozen=True, slots=True)
class Case:
    """One article before its rules."""

    article: Article
    byline: Byline
    dateline: Dateline | None
    published: Moment | None
    modified: Moment | None
    languages: Languages
    safe: Sanitized
    policy: Policy
    created: str | None = None
    """When the upload was created, RFC 3339."""

    def figure(self, rule: str, name: str) -> float:
        """Return a rule's figure for the language of this body."""
        return self.policy.threshold(rule, name, self.languages.body.code, self.languages.body.script)

    def spans(self, *asides: Aside) -> tuple[Span, ...]:
        """Return where those pieces stood in the source; nothing for formats without offsets."""
        if not self.article.has_offsets:
            return ()
        source = self.article.source
        return tuple(Span("source", aside.start, aside.end, source[aside.start : aside.end]) for aside in asides)
