"""What a heading says as the title: its text without the kicker that only its looks set apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from copydesk.intake import zones
from copydesk.intake.tree import Element
from copydesk.normalize import headline


def title_of(heading: Element, declared: Sequence[str]) -> str:
    """Return the title that a heading shows; `declared` are the titles that its page declares.

    A first part that is named as a kicker, and `small` print, are left out, unless the page declares the whole as its
    title, or nothing else is said.
    """
    whole = heading.text()
    extra = {part for part in heading.iter() if part.tag == "small" or _is_kicker(part, heading, whole)}
    if not extra or any(headline.is_same(whole, said) for said in declared):
        return whole
    return " ".join("".join(_texts(heading, extra)).split()).strip(" :|-–—") or whole


def _is_kicker(part: Element, heading: Element, whole: str) -> bool:
    """Tell whether an element is named as a kicker and the heading's text begins with it."""
    return part is not heading and zones.named(part, "kicker") and whole.startswith(part.text())


def _texts(element: Element, left_out: AbstractSet[Element]) -> Iterator[str]:
    """Yield the texts below an element as `Element.raw_text` has them, without some of its parts."""
    for child in element.children:  # as deep as the page, whose depth is capped
        if isinstance(child, str):
            yield child
        elif child.tag == "br":
            yield "\n"
        elif child not in left_out:
            yield from _texts(child, left_out)
