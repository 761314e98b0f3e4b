"""The nouns that flow through the pipeline, in the order they come into being.

Everything is frozen. Offsets are Unicode code points; sizes named `bytes` are bytes.
The record itself (what is published) is in `write/record.py`.
"""

from copydesk.model.finding import Decision, Effect, Evidence, Finding, Severity, Verdict
from copydesk.model.given import EVIDENCE_CODE_POINTS, Span, SpanField, Upload
from copydesk.model.reading import Article, Aside, Block, Credit, Embed, Metadata, Moment, Title
from copydesk.model.understanding import (
    Agency,
    Alternative,
    Author,
    BodyLanguage,
    Byline,
    Comparison,
    Dateline,
    Languages,
    LanguageShare,
    Location,
    Place,
    Removed,
    Sanitized,
    TitleLanguage,
)

__all__ = [
    "EVIDENCE_CODE_POINTS",
    "Agency",
    "Alternative",
    "Article",
    "Aside",
    "Author",
    "Block",
    "BodyLanguage",
    "Byline",
    "Comparison",
    "Credit",
    "Dateline",
    "Decision",
    "Effect",
    "Embed",
    "Evidence",
    "Finding",
    "LanguageShare",
    "Languages",
    "Location",
    "Metadata",
    "Moment",
    "Place",
    "Removed",
    "Sanitized",
    "Severity",
    "Span",
    "SpanField",
    "Title",
    "TitleLanguage",
    "Upload",
    "Verdict",
]
