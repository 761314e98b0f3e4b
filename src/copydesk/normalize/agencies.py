"""News agencies by the names they print: one canonical name for `أ ف ب`, `АФП`, `法新社` and `AFP`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

SHORT = 5
"""Forms up to this many characters keep their case unless told otherwise: HINA is an agency, Hina a name."""

OPENING = 10
"""Code points in which the first three letters of a name stand: `أ ف ب`, `A.F.P.`."""

# Everything but letters, digits and combining signs. One character at a time: linear.
_IGNORED = re.compile(r"[^\w\u0300-\u036f\u0483-\u0487\u064b-\u065f\u0900-\u0dff\u0e00-\u0eff]|_")
_DOMAIN = re.compile(r"(?<=\w)\.(?:ru|ua|by|kz|az|am|ge|com|net|org|info)\b\s?\Z", re.IGNORECASE)
# Neither a blank nor a sign that may end a name or part two (as in `leads.scan.WORD`): one class, bounded.
_FIRST_WORD = re.compile(r"[^\s,،、፣፤፦၊။;:：។៖∙•►()\[\]（）【】［］〔〕/|«»–—―‒−_=।۔॥\"“”„+&・.-]{1,60}")
_MARK = re.compile(r"[/+&,،、.–—-]")
_PARTS = re.compile(r"[/+&,،、・]|\s?[-–—]\s?")


def canonical(raw: str, *, loose: bool = False) -> str | None:
    """Return the canonical name of an agency as printed, or None when it is not known as one.

    Two agencies printed together (`SDA/Reuters`) give both names joined by a slash when both are known. `loose`
    forgets the case of short forms too: right where the place of printing (brackets behind a city) already says
    that it is an agency.
    """
    if name := _one(raw, loose=loose):
        return name
    parts = [part for part in _PARTS.split(raw) if part.strip()]
    if not 2 <= len(parts) <= 4:
        return None
    known: list[str] = []
    for part in parts:
        name = _one(part, loose=loose)
        if name is None:
            return None
        known.append(name)
    return "/".join(dict.fromkeys(known))


def may_begin(text: str, at: int) -> bool:
    """Return whether an agency's name may begin at a place.

    A look at three letters, then one at the first word up to any mark, spares nearly all places the rest.
    """
    opening, known = text[at : at + 3], _openings()
    if not (opening.isascii() and opening.isalnum()):
        opening = key(text[at : at + OPENING])
    opening = opening.casefold()
    if opening[:3] not in known and opening[:2] not in known and opening[:1] not in known:
        return False
    first = _FIRST_WORD.match(text, at)
    return first is None or key(first[0]).casefold() in _beginnings()


def may_go_on(printed: str) -> bool:
    """Return whether words may be an agency's name, the beginning of one, or that of several; other words need no more.

    Behind a mark a second agency or a domain may stand, which is not looked into.
    """
    return key(printed).casefold() in _beginnings() or _MARK.search(printed) is not None


def is_exact(raw: str) -> bool:
    """Return whether an agency is printed in the case of one of its forms."""
    return key(raw) in _tables()[0] or any(key(part) in _tables()[0] for part in _PARTS.split(raw)[:1])


def country(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 country of the head office of an agency, given its canonical name."""
    return _tables()[2].get(name.split("/", maxsplit=1)[0])


def key(raw: str) -> str:
    """Return what two printings of one agency have in common: letters, digits and signs, in their case."""
    if raw.isascii() and raw.isalnum():
        return raw
    return _IGNORED.sub("", unicodedata.normalize("NFKC", raw))


def _one(raw: str, *, loose: bool) -> str | None:
    exact, folded, _ = _tables()
    printed = key(raw)
    if name := exact.get(printed):
        return name
    if "." in raw and (bare := _DOMAIN.sub("", raw)) != raw and (name := _one(bare, loose=loose)):
        return name
    return folded.get(printed.casefold()) if loose or len(printed) > SHORT else None


@cache
def _beginnings() -> frozenset[str]:
    """Return every beginning of every form, the empty one too."""
    return frozenset(folded[:length] for folded in _tables()[1] for length in range(len(folded) + 1))


@cache
def _openings() -> frozenset[str]:
    """Return the first three letters of every form, or all of a shorter one."""
    return frozenset(folded[:3] for folded in _tables()[1])


@cache
def _tables() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return {printed key: canonical}, the same case-folded, and {canonical: country}."""
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    countries: dict[str, str] = {}
    text = resources.files("copydesk").joinpath("data/agencies/agencies.tsv").read_text("utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, where, forms = line.split("\t")
        countries.setdefault(name, where)
        for form in (name, *forms.split("|")):
            printed = key(form)
            exact.setdefault(printed, name)
            folded.setdefault(printed.casefold(), name)
    return exact, folded, countries
