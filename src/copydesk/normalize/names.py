"""A printed credit ("By Jane Doe and John Roe, Reuters") to people with roles, desks and agencies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import NamedTuple

from copydesk.model import Agency, Author, Byline, Credit
from copydesk.normalize import agencies, credit_line, vocabulary
from copydesk.normalize.credibility import is_credible
from copydesk.normalize.desks import WIDE, is_desk

_words = partial(vocabulary.every, "bylines")
_MAX_CREDITS = 40
_MAX_LENGTH = 400
# Each pattern is one class or fixed text with one quantifier and no overlap: linear.
_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@.]{1,64}\.[^\s@]{1,64}|https?://\S+|@\w+")
_BRACKETS = re.compile(r"[(\[（【<][^()\[\]（）【】<>]*[)\]）】>]")
_DIVIDERS = re.compile(r"\s*[;|•·●/／、\n]\s*|\s+[–—-]\s+|\s*[&＆]\s*")
_COMMAS = re.compile(r"\s*[,،，]\s*")
_FIRST = re.compile(r"[^\s:：／]+")


class _Part(NamedTuple):
    text: str
    role: str | None = None


def parse(said: Sequence[Credit]) -> Byline:
    """Return one byline of all credits, without duplicates, in printed order; raw kept."""
    people: dict[str, Author] = {}
    others: dict[str, Agency] = {}
    for credit in said[:_MAX_CREDITS]:
        for part in _with_role(credit):
            key = "".join(part.text.casefold().split())
            if name := agencies.canonical(part.text):
                others.setdefault(key, Agency(name, part.text))
            elif credit.kind == "organization" or is_desk(part.text):
                others.setdefault(key, Agency(part.text, part.text))
            else:
                known = people.get(key)
                people[key] = Author(known.name if known else part.text, (known.role if known else None) or part.role)
    raw = "; ".join(dict.fromkeys(_printed(credit) for credit in said[:_MAX_CREDITS] if credit.raw.strip()))
    for key in _shortened(people):
        del people[key]
    return Byline(raw[:_MAX_LENGTH] or None, tuple(people.values()), tuple(others.values()))


def _printed(credit: Credit) -> str:
    return " ".join((f"{credit.raw}, {credit.role}" if credit.role else credit.raw).split())


def _shortened(people: dict[str, Author]) -> list[str]:
    """Return the keys of single names that are part of a full name in the same byline."""
    full = {word for author in people.values() for word in author.name.casefold().split() if " " in author.name}
    return [key for key, author in people.items() if " " not in author.name and author.name.casefold() in full]


def _with_role(credit: Credit) -> Iterator[_Part]:
    """Yield the names of a credit, with the role that is said apart; an agency there is named beside them."""
    agency = agencies.canonical(credit.role) if credit.role else None
    for part in _parts(credit):
        yield part if agency else _Part(part.text, part.role or credit.role)
    if agency and credit.role:
        yield _Part(credit.role)


def _parts(credit: Credit) -> Iterator[_Part]:
    raw = (
        unicodedata.normalize("NFC", credit.raw[:_MAX_LENGTH])
        .replace("\u00ad", "")
        .replace("\u200b", "")
        .replace("\u00a0", " ")
    )
    raw = _ADDRESS.sub(" ", raw)
    if credit.source == "visible":
        raw = credit_line.names_of(raw)
    raw = _BRACKETS.sub(
        lambda match: f"; {match[0][1:-1]}; " if credit.source == "visible" and WIDE.search(match[0]) else " ",
        raw,
    )
    raw = _without_prefix(raw.strip(" \t\n,;|-–—:·•"))
    if credit.kind == "organization":
        if is_credible(raw):
            yield _Part(raw)
        return
    for piece in _DIVIDERS.split(raw):
        for part in _of_piece(_without_prefix(piece)):
            text = _without_prefix(part.text.strip(" .,;:|-–—'\"“”„()[]*").strip())
            if is_credible(text):
                yield _Part(text, part.role)


def _of_piece(piece: str) -> Iterator[_Part]:
    """Yield the names of a piece that no divider parts any more: commas, conjunctions, roles."""
    listed = [part for part in _COMMAS.split(piece) if part]
    if len(listed) == 2 and _is_turned(listed[0], listed[1]):
        yield _Part(f"{listed[1]} {listed[0]}")
        return
    found: list[_Part] = []
    for part in listed:
        for text in _conjoined(part):
            name, role = _role_of(text)
            if name:
                found.append(_Part(name, role))
            elif role and found:
                found[-1] = _Part(found[-1].text, found[-1].role or role)
    yield from found


def _conjoined(text: str) -> Iterator[str]:
    """Yield what a conjunction joins; short ones (`y`, `e`, `i`) only between two full names."""
    words = text.split()
    start = 0
    joining = _joining()
    for index, word in enumerate(words):
        if word.casefold() not in joining or not start < index < len(words) - 1:
            continue
        if len(word) <= 2 and word != "&" and (index - start < 2 or len(words) - index - 1 < 2):
            continue
        yield " ".join(words[start:index])
        start = index + 1
    yield " ".join(words[start:])


@cache
def _joining() -> frozenset[str]:
    return _words("and") - _words("particle")


def _is_turned(last: str, first: str) -> bool:
    """Return whether two parts around a comma are one name turned round (`Doe, Jane`)."""
    if len(last.split()) != 1 or len(first.split()) > 2 or first.casefold() in _words("affix"):
        return False
    if agencies.canonical(last) or agencies.canonical(first) or first.casefold() in _words("role") or is_desk(first):
        return False
    return last[:1].isupper() and first[:1].isupper() and not (first.isupper() and not last.isupper())


def _role_of(text: str) -> tuple[str, str | None]:
    """Return (name, role) of one part; the name is empty when all of it is a role."""
    folded = text.casefold().strip(" .:")
    roles = _words("role")
    if " " in text and is_desk(text):
        return text, None
    if folded in roles:
        return "", text
    if folded in _words("affix"):
        return "", None
    words = text.split()
    for index in range(1, len(words) - 1):
        if words[index] in _words("in_place") and words[index + 1][:1].isupper():
            words = words[:index]  # `Jane Doe in Berlin`
            text = " ".join(words)
            break
    if len(words) > 1:
        for count in range(min(4, len(words) - 1), 0, -1):
            if " ".join(words[-count:]).casefold() in roles:
                return " ".join(words[:-count]), " ".join(words[-count:])
            if " ".join(words[:count]).casefold() in roles and words[0][:1].islower():
                return " ".join(words[count:]), " ".join(words[:count])
    if WIDE.search(text):
        for role in sorted(roles, key=len, reverse=True):
            if WIDE.search(role) and len(text) > len(role) + 1:
                if text.endswith(role):
                    return text[: -len(role)].strip(), role
                if text.startswith(role):
                    return text[len(role) :].strip(), role
    if len(words) > 1 and text.islower() and not is_desk(text):
        return "", text  # `editor at large`: a name has a capital somewhere, where its script has any
    return text, None


def _without_prefix(text: str) -> str:
    """Return a credit without `By`, `Von`, `Text:` at its start."""
    for _ in range(2):
        folded = text.casefold()
        first = _FIRST.match(folded)
        for prefix in _prefixes().get(first[0], ()) if first else ():
            if folded.startswith(prefix) and _begins_name(text[len(prefix) :]):
                text = text[len(prefix) :].lstrip(" :：／\t\n")
                break
        else:
            break
    return text


def _begins_name(rest: str) -> bool:
    """Return whether what follows a by-word can be a name: behind a colon, capitalised, or an agency (`von dpa`)."""
    if rest[:1] in ":：／":
        return rest != ""
    if not rest[:1].isspace():
        return False
    return not rest.lstrip()[:1].islower() or agencies.canonical(rest.strip()) is not None


@cache
def _prefixes() -> dict[str, tuple[str, ...]]:
    """Return what may stand before a name, by its first word, the longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted(_words("by") | _words("role"), key=lambda word: (-len(word), word)):
        if first := _FIRST.match(word):
            found.setdefault(first[0], []).append(word)
    return {first: tuple(words) for first, words in found.items()}


def begins_credit(text: str) -> bool:
    """Return whether a line begins as a byline does (`By Jane Doe`, `Text: ...`) and holds names only."""
    rest = _without_prefix(text)
    if rest == text or not rest:
        return False
    byline = parse([Credit(text, "visible")])
    return bool(byline.authors or byline.agencies)
