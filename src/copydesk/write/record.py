"""Building the record, stamping it with its source, and writing it as one line of strict JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import quote

from copydesk.errors import Permanent
from copydesk.model import (
    EVIDENCE_CODE_POINTS,
    Article,
    BodyLanguage,
    Byline,
    Dateline,
    Decision,
    Evidence,
    Finding,
    Languages,
    Metadata,
    Moment,
    Sanitized,
    Span,
    TitleLanguage,
    Upload,
)
from copydesk.normalize import urls
from copydesk.review import fingerprint, policy
from copydesk.settings import Settings
from copydesk.version import __version__
from copydesk.write import ninjs
from copydesk.write.shape import (
    SCHEMA_VERSION,
    DatelineEntry,
    Dates,
    LanguagesEntry,
    Links,
    Moderation,
    PolicyEntry,
    Record,
    Sanitization,
    SourceInfo,
    TitleEntry,
    Tool,
    camel,
)

__all__ = ["Record", "as_json", "build", "dumps", "refused", "stamp", "unread"]

UNKNOWN = Languages(TitleLanguage("und", "Zyyy", 0.0), BodyLanguage("und", "Zyyy", 0.0), "undetermined", 0.5)


def build(
    upload: Upload,
    article: Article,
    byline: Byline,
    dateline: Dateline | None,
    published: Moment | None,
    modified: Moment | None,
    languages: Languages,
    safe: Sanitized,
    decision: Decision,
    settings: Settings,
) -> Record:
    """Return the record of an article that was read and understood."""
    meta = article.metadata
    codes = languages.titles or (languages.title,) * len(article.titles)
    blank = _blank(upload, languages, decision, settings)
    return replace(
        blank,
        source=replace(blank.source, charset=article.charset, format=article.format),
        headline=article.headline.text if article.headline else None,
        titles=tuple(TitleEntry(t.source, t.text, c.code) for t, c in zip(article.titles, codes, strict=True)),
        byline=byline,
        dateline=_dateline(dateline, article, settings) if dateline else None,
        dates=Dates(published, modified),
        links=_links(meta),
        embeds=article.embeds,
        simhash=fingerprint.simhash(article.text),
        sanitization=Sanitization(safe.removed),
        article=dict(blank.article)
        | ninjs.content(article, byline, dateline, published, modified, languages, safe.html, settings.record_bodies)
        | {"pubStatus": ninjs.status(decision.verdict, meta.status)},
    )


def refused(upload: Upload, error: Permanent, rules: policy.Policy, settings: Settings) -> Record:
    """Return the record of an upload that could not be processed: the rule that says why, with its figures."""
    figures = tuple(Evidence(name, str(value)) for name, value in error.figures.items())
    finding = Finding(error.rule, "high", error.message, evidence=figures)
    return _blank(upload, UNKNOWN, policy.decide((finding,), rules), settings)


def unread(
    upload: Upload, error: Permanent, rules: policy.Policy, settings: Settings, size_bytes: int | None
) -> Record:
    """Return the record of an upload whose bytes were not looked at: of them it says no more than their number."""
    made = refused(upload, error, rules, settings)
    return replace(made, source=replace(made.source, sha256=None, size_bytes=size_bytes))


def stamp(record: Record, *, bucket: str, name: str, generation: str, created: str | None) -> Record:
    """Return the record tied to one generation of one object; `created` is RFC 3339."""
    uri = f"gs://{bucket}/{quote(name, safe='/')}#{generation}"
    source = replace(record.source, bucket=bucket, name=name, generation=generation)
    article = {**record.article, "uri": uri}
    return replace(record, uri=uri, source_created=created, source=source, article=article)


def dumps(record: Record) -> str:
    """Return the record as one line of strict JSON without a newline: UTF-8 encodable, no NaN, every key present."""
    line = json.dumps(record, default=_object, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        line.encode()
    except UnicodeEncodeError:  # a lone surrogate that came in through an escape
        line = line.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return line


def _object(value: Any) -> dict[str, Any]:
    """Return the object that JSON writes for a dataclass or a mapping that is no dict."""
    if is_dataclass(value) and not isinstance(value, type):
        return {key: getattr(value, name) for name, key in _keys(type(value))}
    return dict(value)


def as_json(value: Any) -> Any:
    """Return plain lists and dicts of a dataclass, its field names in camelCase."""
    if is_dataclass(value) and not isinstance(value, type):
        return {key: as_json(getattr(value, name)) for name, key in _keys(type(value))}
    if isinstance(value, tuple | list):
        return [as_json(item) for item in value]
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    return value


def _blank(upload: Upload, languages: Languages, decision: Decision, settings: Settings) -> Record:
    """Everything that is known of any upload; what only an article has is null or empty."""
    sha256 = hashlib.sha256(upload.data).hexdigest()
    uri = f"urn:sha256:{sha256}"
    findings = tuple(_stored(finding, settings) for finding in decision.findings)
    applied = PolicyEntry(decision.policy_name, decision.policy_version, decision.policy_sha256)
    return Record(
        schema_version=SCHEMA_VERSION,
        uri=uri,
        source_created=None,
        verdict=decision.verdict,
        title_language=languages.title.code,
        body_language=languages.body.code,
        comparison=languages.comparison,
        rules=tuple(dict.fromkeys(finding.rule for finding in findings)),
        source=SourceInfo(None, upload.name, None, sha256, len(upload.data), upload.content_type, None, None),
        headline=None,
        titles=(),
        byline=Byline(),
        dateline=None,
        dates=Dates(None, None),
        links=Links(None, None, None, (), None),
        embeds=(),
        languages=LanguagesEntry(languages.title, languages.body, languages.comparison, languages.score),
        simhash=None,
        moderation=Moderation(decision.verdict, applied, "full", findings),
        sanitization=Sanitization(()),
        article=ninjs.envelope(uri, decision.verdict),
        tool=_tool(),
    )


def _links(meta: Metadata) -> Links:
    """Return the addresses that the article calls its own, held to what its markup's links are held to."""
    canonical = urls.check(meta.canonical or "", meta.base).url
    image = urls.check(meta.image or "", meta.base).url
    return Links(canonical, image, meta.section, meta.tags, meta.site)


def _stored(finding: Finding, settings: Settings) -> Finding:
    """Quote at most 200 code points a span, and none where no text may be stored."""
    limit = 0 if settings.record_bodies == "none" else EVIDENCE_CODE_POINTS
    if all(len(span.text) <= limit for span in finding.spans):
        return finding
    return replace(finding, spans=tuple(replace(span, text=span.text[:limit]) for span in finding.spans))


def _dateline(dateline: Dateline, article: Article, settings: Settings) -> DatelineEntry:
    span = None
    if article.has_offsets:
        quoted = "" if settings.record_bodies == "none" else article.source[dateline.start : dateline.end]
        span = Span("source", dateline.start, dateline.end, quoted[:EVIDENCE_CODE_POINTS])
    return DatelineEntry(
        dateline.raw,
        dateline.places,
        dateline.date_text,
        dateline.date,
        dateline.agency,
        dateline.agency_raw,
        span,
        dateline.confidence,
    )


@cache
def _keys(kind: type) -> tuple[tuple[str, str], ...]:
    return tuple((field.name, camel(field.name)) for field in fields(kind))


@cache
def _tool() -> Tool:
    def installed(package: str) -> str:
        try:
            return version(package)
        except PackageNotFoundError:
            return "unknown"

    return Tool("copydesk", __version__, installed("langdetect"), installed("bleach"))
