"""How stories are signed in the text: a line above, a bracket before the first sentence, a sign-off at the end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.normalize import agencies, lead_words, names, vocabulary
from copydesk.normalize.leads import east
from copydesk.normalize.leads.korean import ROLE
from copydesk.normalize.spelling import key


@dataclass(frozen=True, slots=True)
class Signature:
    """Names at the beginning or at the end of a block."""

    names: tuple[str, ...]
    """Credits as printed, one person each where the script tells them apart."""
    start: int
    after: int


LINE = 120
"""Code points of the longest byline line."""
# Anchored or at one of a few places; classes are bounded and exclude what follows them: linear.
_NAME = r"[^\W\d_][^\W\d_.’'-]{0,20}(?:[.’'-][^\W\d_]{1,20}){0,3}\.?"
_BARE = re.compile(rf"{_NAME}(?:[ \u00a0]{_NAME}){{1,4}}\Z")
_KOREAN = re.compile(
    rf"\s?[\[(【]([^\[\]()【】=]{{2,16}}?)\s?[=\s|]\s?"
    rf"([가-힣]{{2,4}}(?:[\s·,]{{1,2}}[가-힣]{{2,4}}){{0,4}})\s?{ROLE}[\])】]\s?=?\s?"
)
_KOREAN_END = re.compile(rf"(?:^|\s)([가-힣]{{2,4}})\s?{ROLE}\s(?:[\w.+-]{{1,40}}@[\w.-]{{3,40}})\s?$")
_CHINESE = re.compile(
    r"[（(【〔［\[]?(?P<agency>[\u3400-\u9fffA-Za-z]{2,10}?)??(?:“[^”]{1,8}”)?"
    r"(?:(?:特约|特約|特派|见习|實習|首席)?(?:记者|記者|特派員|通讯员|作者|撰文|采写|文)[\s：:／/｜|]{0,2})"
    r"(?P<names>[\u3400-\u9fff]{2,4}(?:[、\s]{1,2}[\u3400-\u9fff]{2,4}){0,5})\s?"
    r"(?:[／/](?:綜合|综合)?(?:報導|报道))?[）)】〕］\]]?\Z"
)
_CHINESE_OPENING = re.compile(
    r"[\u3400-\u9fff]{2,8}(?:讯|訊)\s?[（(](?:本报|本報)?(?:特约|见习|實習|实习|首席)?(?:记者|記者|通讯员)[\s：:]{0,2}"
    r"([\u3400-\u9fff]{2,4}(?:[、\s]{1,2}[\u3400-\u9fff]{2,4}){0,5})[）)]\s?"
)
_JAPANESE_END = re.compile(
    r"(?<=[。」])[【（(]([\u3400-\u9fff々]{1,4}[\s\u3000]?[\u3400-\u9fff々\u3041-\u30fa]{1,4})[】）)]\Z"
)
_KANA = re.compile(r"[\u3041-\u30fa]")
_PAIRED = re.compile(r"[（(]([^（）()]{5,300})[）)]\.?\s*\Z")
_SENTENCE = re.compile(r"[’']s\s|[!?]\Z")
_CLAUSES = re.compile(r"[;；]|\s[-–—]\s|\.\s")


def is_credit(text: str) -> bool:
    """Return whether a line is a byline of its own: `By Jane Doe`, `Von Erika Muster, dpa`, `记者 罗沙`."""
    return bool(credits_of(text))


def credits_of(text: str) -> tuple[str, ...]:
    """Return the credits of a line that is a byline of its own, one person each in Chinese; else nothing."""
    if len(text) > LINE:
        return ()
    if chinese := _CHINESE.match(text.strip()):
        people = east.names(chinese.string, *chinese.span("names"))
        return (*(chinese.string[i:j] for i, j in people or ()), *filter(None, (chinese["agency"],)))
    return (text,) if names.begins_credit(text) and not _is_sentence(text) else ()


def credits_above(text: str) -> tuple[str, ...]:
    """Return the credit of a line right above a dateline that begins with a word for `from`: `من أحمد علي`."""
    word, _, rest = text.strip().partition(" ")
    if key(word) in lead_words.listed("from") and rest and len(rest.split()) <= 4 and not _SENTENCE.search(rest):
        return (rest,)
    return ()


def _is_sentence(text: str) -> bool:
    """Return whether a line goes on as sentences do (`By John Smith's own account, the meeting ...`)."""
    if _SENTENCE.search(text):
        return True
    said = text.split()
    low = [word for word in said if word.islower() and len(word) > 3 and word.upper() != word]
    return len(low) > 2 and len(low) * 3 > len(said)


def affiliation(text: str) -> str | None:
    """Return the agency of a line below a byline (`Associated Press`, `AP Business Writer`).

    Empty when the line names a role only, None when it is no such line.
    """
    bare = text.strip(" .=,")
    if len(bare) > 60 or not bare:
        return None
    if agencies.canonical(bare, loose=True):
        return bare
    said = bare.split()
    roles = vocabulary.every("bylines", "role")
    if len(said) > 6 or not any(" ".join(part).casefold() in roles for part in (said[-1:], said[-2:], said[:1])):
        return None
    return said[0] if agencies.canonical(said[0]) else ""


def is_bare_name(text: str) -> bool:
    """Return whether a line is nothing but a person's name."""
    return (
        len(text) <= 40
        and bool(_BARE.match(text))
        and all(w[0].isupper() or w in {"de", "von", "van", "al", "bin"} for w in text.split())
        and not text.isupper()
    )


def opening(text: str) -> Signature | None:
    """Return the signature that a block begins with, before its first sentence: `[이데일리 홍길동 기자]`."""
    if korean := _KOREAN.match(text[:120]):
        people = east.names(text, *korean.span(2))
        agency = korean[1].strip(" =|")
        if people and (agencies.canonical(agency) or korean.end() < len(text)):
            return Signature((*(text[i:j] for i, j in people), agency), 0, korean.end())
    if (chinese := _CHINESE_OPENING.match(text[:60])) and (people := east.names(text, *chinese.span(1))):
        return Signature(tuple(text[i:j] for i, j in people), 0, chinese.end())
    return None


def closing(text: str) -> Signature | None:
    """Return the sign-off that a block ends with: `(Reporting by Jane Doe; editing by John Roe)`, `【山田太郎】`."""
    if korean := _KOREAN_END.search(text[-120:]):
        return Signature((korean[1],), len(text) - len(text[-120:]) + korean.start(), len(text))
    japanese = _JAPANESE_END.search(text[-30:]) if _KANA.search(text) else None
    if japanese and not agencies.canonical(japanese[1]):
        return Signature((japanese[1],), len(text) - len(text[-30:]) + japanese.start(), len(text))
    bracket = _PAIRED.search(text[-320:])
    if bracket is None:
        return None
    start = len(text) - len(text[-320:]) + bracket.start()
    reporters: list[str] = []
    for clause in _CLAUSES.split(bracket[1]):
        found = _reporting(clause.strip())
        if found is None:
            continue
        reporters.append(found)
    return Signature(tuple(reporters), start, len(text)) if reporters else None


def _reporting(clause: str) -> str | None:
    folded = clause.casefold()
    for phrase, _ in lead_words.printed("reporting"):
        if folded.startswith(phrase) and len(folded) > len(phrase) + 3:
            name = clause[len(phrase) :].lstrip(" :")
            for stop, _ in lead_words.printed("reporting-end"):
                name = name.partition(stop)[0]
            return name.strip()
    return None
