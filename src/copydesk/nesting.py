"""How deep the elements of a page are open, told from its tags alone, before any tree is built.

A parser's time and memory grow with the depth of its tree and with the number of formatting elements it has to open
again in every block, so both are counted first. `Nesting` follows the tree construction rules of HTML
(https://html.spec.whatwg.org/multipage/parsing.html) in one direction only: it closes an element where every parser
closes it, and keeps it open where that depends on more than the names of the open elements. The figures are
therefore never below those of the tree. Every step costs at most one walk over the open elements, and those are capped.
"""

from __future__ import annotations

from copydesk.errors import Permanent
from copydesk.tags import (
    BLOCKS,
    BREAKOUT,
    FOREIGN,
    FORMATTING,
    HEADINGS,
    INTEGRATION,
    ITEMS,
    MARKERS,
    ROOTS,
    RUBY,
    SCOPE,
    SPECIAL,
    TABLE_PARTS,
    VOID,
)


class Nesting:
    """The open elements and the open formatting while a scan walks the tags; raises `Permanent` over a cap."""

    __slots__ = ("deepest", "depth_cap", "foreign", "formatting", "formatting_cap", "most_formatting", "open", "rule")

    def __init__(self, rule: str, depth_cap: int, formatting_cap: int) -> None:
        self.rule = rule
        self.depth_cap = depth_cap
        self.formatting_cap = formatting_cap
        self.open: list[str] = []
        self.formatting: list[str] = []
        """Names in order of opening; an empty name is a marker."""
        self.foreign = 0
        """How many of the open elements are `svg` or `math`."""
        self.deepest = 0
        self.most_formatting = 0

    def in_foreign(self) -> bool:
        """Whether the next tag is read by the rules of SVG and MathML, where no element holds raw text."""
        if self.foreign:
            for name in reversed(self.open):
                if name in FOREIGN:
                    return True
                if name in INTEGRATION:
                    return False
        return False

    def leave_foreign(self) -> None:
        """Close SVG and MathML."""
        while self.in_foreign():
            self._cut(len(self.open) - 1)

    def start(self, name: str) -> None:
        """Open an element; void elements and the root elements open nothing."""
        opened = self.open
        if self.foreign and self.in_foreign():
            if name not in BREAKOUT:
                self._push(name)
                return
            self.leave_foreign()
        if name in VOID or name in ROOTS:
            return
        if name in BLOCKS:
            self._start_block(name)
        elif name in FORMATTING:
            if name in ("a", "nobr") and name in self.formatting:
                self.end(name)
            self.formatting.append(name)
            if len(self.formatting) > self.most_formatting:
                self.most_formatting = len(self.formatting)
                if self.most_formatting > self.formatting_cap:
                    raise Permanent(
                        self.rule,
                        f"more than {self.formatting_cap} formatting elements are open at once",
                        cap="open_formatting", limit=self.formatting_cap, found=self.most_formatting,
                    )  # fmt: skip
        elif name in TABLE_PARTS:
            if not self._start_table_part(name):
                return
        elif name in ("option", "optgroup"):
            if opened and opened[-1] == "option":
                self._cut(len(opened) - 1)
        elif name in RUBY:
            if opened and opened[-1] in RUBY and "ruby" in opened:
                opened.pop()
        elif name == "button":
            self._close_within(frozenset(("button",)), SCOPE)
        if name in MARKERS:
            self.formatting.append("")
        elif name in FOREIGN:
            self.foreign += 1
        self._push(name)

    def end(self, name: str) -> None:
        """Close what the end tag closes in every parser."""
        opened = self.open
        if self.foreign and name in ("br", "p"):
            while self.in_foreign():
                self._cut(len(opened) - 1)
        if name in FORMATTING:
            self._end_formatting(name)
        elif opened and opened[-1] == name:
            if name in MARKERS or name in FOREIGN:
                self._cut(len(opened) - 1)
            else:
                opened.pop()
        elif name not in opened:
            if name in HEADINGS:
                self._close_within(HEADINGS, SCOPE)
        elif name == "template":
            self._close_within(frozenset((name,)), frozenset())
        elif name in TABLE_PARTS or name == "table":
            self._close_within(frozenset((name,)), frozenset(("table", "template")) | INTEGRATION)
        elif name == "form":
            if self._within(frozenset((name,)), SCOPE) is not None:
                opened.reverse()
                opened.remove(name)
                opened.reverse()
        elif name == "li":
            self._close_within(frozenset((name,)), SCOPE | {"ol", "ul"})
        elif name == "p":
            self._close_within(frozenset((name,)), SCOPE | {"button"})
        elif name in SPECIAL:
            self._close_within(frozenset((name,)), SCOPE)
        else:
            self._close_within(frozenset((name,)), SPECIAL)

    def deepen(self) -> None:
        """Note that more elements are open than ever before; raises `Permanent` over the cap."""
        self.deepest = len(self.open)
        if self.deepest > self.depth_cap:
            raise Permanent(
                self.rule, f"elements are nested more than {self.depth_cap} deep",
                cap="depth", limit=self.depth_cap, found=self.deepest,
            )  # fmt: skip

    def _push(self, name: str) -> None:
        self.open.append(name)
        if len(self.open) > self.deepest:
            self.deepen()

    def _start_block(self, name: str) -> None:
        opened = self.open
        if name in ITEMS:
            closed = ITEMS[name]
            for index in range(len(opened) - 1, -1, -1):
                above = opened[index]
                if above in closed:
                    self._cut(index)
                    break
                if above in SPECIAL and above not in ("address", "div", "p"):
                    break
        if "p" in opened:
            self._close_within(frozenset(("p",)), SCOPE | {"button"})
        if name in HEADINGS and opened and opened[-1] in HEADINGS:
            opened.pop()

    def _start_table_part(self, name: str) -> bool:
        """Close the open parts of the same table; outside a table such a tag opens nothing."""
        opened = self.open
        for index in range(len(opened) - 1, -1, -1):
            above = opened[index]
            if above == "template":
                return True
            if above == "table":
                keep = index + 1
                level = TABLE_PARTS[name]
                while keep < len(opened) and TABLE_PARTS.get(opened[keep], 9) < level:
                    keep += 1
                self._cut(keep)
                return True
        return False

    def _end_formatting(self, name: str) -> None:
        opened, formatting = self.open, self.formatting
        if opened and opened[-1] == name:
            opened.pop()
            if formatting and formatting[-1] == name:
                formatting.pop()
                return
        else:
            for index in range(len(opened) - 1, -1, -1):
                above = opened[index]
                if above == name:
                    self._cut(index)
                    break
                if above in SCOPE:
                    return
                if above in SPECIAL:
                    break
            else:
                index = 0
            if any(above in SCOPE for above in opened[index:]):
                return
        for place in range(len(formatting) - 1, -1, -1):
            if formatting[place] == name:
                del formatting[place]
                return
            if not formatting[place]:
                return

    def _within(self, names: frozenset[str], barrier: frozenset[str]) -> int | None:
        """Index of the last open element of these names unless a barrier stands before it."""
        opened = self.open
        for index in range(len(opened) - 1, -1, -1):
            if opened[index] in names:
                return index
            if opened[index] in barrier:
                return None
        return None

    def _close_within(self, names: frozenset[str], barrier: frozenset[str]) -> None:
        index = self._within(names, barrier)
        if index is not None:
            self._cut(index)

    def _cut(self, index: int) -> None:
        """Close every element from `index` on."""
        closed = self.open[index:]
        del self.open[index:]
        for name in closed:
            if name in FOREIGN:
                self.foreign -= 1
            if name in MARKERS:
                while self.formatting and self.formatting.pop():
                    pass
