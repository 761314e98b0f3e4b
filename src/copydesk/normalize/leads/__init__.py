"""How the beginnings of stories are printed: the grammars of datelines, by family of script."""

from __future__ import annotations

import re

from copydesk.normalize.leads import chinese, general, japanese, korean
from copydesk.normalize.leads.reading import Reading

__all__ = ["Reading", "read"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3041-\u30ff]")
_HANGUL = re.compile(r"[가-힣]")
_SCRIPT_WITHIN = 200


def read(line: str) -> Reading | None:
    """Return how the beginning of a line reads as a dateline, by the grammar of its script, or None."""
    head = line[:_SCRIPT_WITHIN]
    if _HANGUL.search(head):
        return korean.read(head) or general.read(line)
    if _KANA.search(head):
        return japanese.read(head) or chinese.read(head) or general.read(line)
    if _HAN.search(head):
        return chinese.read(head) or japanese.read(head) or general.read(line)
    return general.read(line)
