"""ninjs, IPTC's News in JSON, of its three generations (1.x, 2.x, 3.x).

1.x writes `headline`, `body_html`, `versioncreated`; 2.x and 3.x write `headlines[]`, `bodies[]`, `versionCreated`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from copydesk.errors import Permanent
from copydesk.intake import fields
from copydesk.intake.story import Body, Story
from copydesk.model import Metadata
from copydesk.normalize.status import strictest
from copydesk.settings import Settings

_OWN = frozenset(
    (
        "standard",
        "$standard",
        "versioncreated",
        "versionCreated",
        "pubstatus",
        "pubStatus",
        "headlines",
        "bodies",
        "ednote",
        "edNote",
    )
)
_WITHOUT_TEXT = frozenset(("audio", "video", "picture", "graphic"))
_MARKUP_TYPES = ("text/html", "application/xhtml+xml", "html", "xhtml")


def is_one(value: Mapping[str, Any]) -> bool:
    """Tell whether an object is ninjs: a `uri` and a name that only ninjs has, or the standard named."""
    standard = value.get("standard") or value.get("$standard")
    if isinstance(standard, Mapping) and str(standard.get("name", "")).lower() == "ninjs":
        return True
    return "uri" in value and (not _OWN.isdisjoint(value) or any(name.startswith("body_") for name in value))


def read(value: Mapping[str, Any], name: str, settings: Settings) -> Story:
    """Return the story of a ninjs object; raises `intake.unsupported_format` for a picture, video, audio or graphic."""
    lowered = {key.lower(): item for key, item in value.items()}
    kind = str(lowered.get("type") or "text").lower()
    body = _body(lowered, settings)
    metadata = _metadata(lowered)
    # A kill often comes without the text that it kills; that one must not be lost as unsupported.
    if kind in _WITHOUT_TEXT or not (body or metadata.status in ("canceled", "withheld")):
        message = f"{name} is a ninjs object of type {kind[:40]} without an article's text"
        raise Permanent("intake.unsupported_format", message, found=f"ninjs {kind[:40]}")
    headlines = [said for item in _ordered(lowered.get("headlines")) if (said := fields.text(item.get("value")))]
    headlines += [said for key in ("headline", "title") if (said := fields.text(lowered.get(key)))]
    return Story(
        format="ninjs",
        titles=tuple(("ninjs", headline) for headline in headlines),
        body=body,
        metadata=metadata,
    )


def _metadata(value: Mapping[str, Any]) -> Metadata:
    language = fields.text(value.get("language"))
    picture = next(_pictures(value), None)
    return Metadata(
        credits=tuple(fields.credits_of(value.get("by") or value.get("byline"), "ninjs")),
        published=fields.date(value, "firstpublished", "contentcreated", "firstcreated"),
        modified=fields.date(value, "versioncreated"),
        canonical=fields.link(value, "url", "canonical", "uri"),
        image=picture,
        section=next(iter(fields.texts(value.get("service") or value.get("genres"))), None),
        tags=fields.texts(value.get("keywords") or value.get("subjects") or value.get("subject") or []),
        site=next(
            iter(fields.texts(value.get("infosources") or value.get("infosource") or value.get("source") or [])), None
        ),
        languages=(("ninjs", language),) if language else (),
        status=strictest((fields.text(value.get("pubstatus")), fields.text(value.get("state")))),
        notes=fields.notes(
            (
                ("embargo", fields.first(value, "embargoeduntil", "embargoed", "embargo")),
                ("expires", fields.text(value.get("expires"))),
                ("correction", _correction(value)),
                ("rights", fields.first(value, "usageterms", "rightsinfo")),
                ("copyright", fields.first(value, "copyrightnotice", "copyrightholder")),
                ("editorial", fields.text(value.get("ednote"))),
            )
        ),
    )


def _body(value: Mapping[str, Any], settings: Settings) -> Body:
    """Return the main body: markup before plain text, the role `main` or none before any other."""
    for item in sorted(_ordered(value.get("bodies")), key=lambda item: not _is_markup(item)):
        said, declared = fields.raw(item.get("value")), str(item.get("contenttype") or "").lower()
        if said and "nitf" in declared:
            from copydesk.intake import nitf, xmltree  # noqa: PLC0415  # rare

            return nitf.body(xmltree.parse(said, "the body", settings), settings)
        if body := fields.body(said, settings, is_html=_is_markup(item) or (None if not declared else False)):
            return body
    for key, is_html in (("body_html", True), ("body_xhtml", True), ("body_text", None), ("body", None)):
        if body := fields.body(fields.raw(value.get(key)), settings, is_html=is_html):
            return body
    return Body()


def _is_markup(item: Mapping[str, Any]) -> bool:
    return str(item.get("contenttype") or "").lower().startswith(_MARKUP_TYPES)


def _ordered(value: Any) -> list[dict[str, Any]]:
    """Return the objects of `headlines` or `bodies` with names in lower case, the main one first."""
    items = value if isinstance(value, list) else []
    lowered = [{key.lower(): inner for key, inner in item.items()} for item in items if isinstance(item, Mapping)]
    return sorted(lowered, key=lambda item: "main" not in str(item.get("role") or "main").lower())


def _correction(value: Mapping[str, Any]) -> str | None:
    """Return what says that this version corrects an earlier one: a genre or a signal."""
    said = (*fields.texts(value.get("genres") or []), *fields.texts(value.get("signals") or value.get("signal") or []))
    return next((word for word in said if "correct" in word.lower()), None)


def _pictures(value: Mapping[str, Any]) -> Iterator[str]:
    associations = value.get("associations")
    items = associations.values() if isinstance(associations, Mapping) else associations or []
    for item in items:
        if isinstance(item, Mapping) and str(item.get("type", "picture")).lower() == "picture":
            renditions = item.get("renditions")
            found = renditions.values() if isinstance(renditions, Mapping) else renditions or []
            for rendition in found:
                if isinstance(rendition, Mapping) and (url := fields.link(rendition, "href")):
                    yield url
