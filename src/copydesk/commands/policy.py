"""`copydesk policy check|explain|replay`: what a policy says, and what it would have decided."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from copydesk.exits import CONFIGURATION, NO_INPUT, USAGE
from copydesk.review import policy, registry
from copydesk.review.replay import Replay, limits, replay
from copydesk.settings import Settings
from copydesk.shelf import shelves
from copydesk.terminal import table, visible

if TYPE_CHECKING:
    import argparse
    from collections import Counter
    from collections.abc import Iterator, Sequence

    from copydesk.review.policy import Figure, Policy
    from copydesk.review.replay import Change
    from copydesk.write.shape import Record

Key = TypeVar("Key")


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="check|explain|replay")
    check = parts.add_parser("check", help="say whether policies are valid, every fault with line and key")
    check.add_argument("policies", nargs="+", metavar="POLICY", help="a path or a pinned gs:// object")
    check.add_argument("--after", metavar="POLICY", help="the policy in force: the version has to grow when it changes")
    explain = parts.add_parser("explain", help="say what a policy does with each rule, and why")
    explain.add_argument("rules", nargs="*", metavar="RULE", help="rules or groups (default: all)")
    explain.add_argument("--policy", default="", help="a path or a pinned gs:// object (default: COPYDESK_POLICY's)")
    explain.add_argument("--name", default="", help="an object's name: the policy for its prefix")
    again = parts.add_parser("replay", help="decide stored records again, from their findings, without any source")
    again.add_argument("inputs", nargs="+", metavar="RECORD|DIR|gs://...", help="stored records")
    again.add_argument("--policy", required=True, help="the policy to try")


def run(given: argparse.Namespace) -> int:
    """Do one of the three and return its exit code."""
    settings = Settings.from_environment(os.environ)
    match given.part:
        case "check":
            return _check(given.policies, given.after)
        case "explain":
            return _explain(policy.read(given.policy or settings.policy).of(given.name), given.rules)
        case _:
            return _replay(given.inputs, policy.read(given.policy), settings)


def _check(locations: Sequence[str], after: str | None) -> int:
    """Wrong policies raise `ConfigurationError`, which the command line prints."""
    code = 0
    standing = policy.read(after) if after is not None else None
    for location in locations:
        found = policy.read(location)
        print(f"{location}: valid, {found.name or 'unnamed'} version {found.version}, sha256 {found.sha256}")
        if standing and found.sha256 != standing.sha256 and found.version <= standing.version:
            print(
                f"copydesk policy: {location}: version {found.version} has to be above {standing.version}, that of "
                f"{after}: records of the old one would never be replaced",
                file=sys.stderr,
            )
            code = CONFIGURATION
    return code


def _explain(found: Policy, asked: Sequence[str]) -> int:
    known = registry.rules()
    chosen = [
        rule
        for rule in known.values()
        if not asked or rule.id in asked or rule.group in asked or f"{rule.group}.*" in asked
    ]
    if not chosen:
        print(f"copydesk policy: no rule is called {visible(', '.join(asked))}", file=sys.stderr)
        return USAGE
    print(f"{found.name or 'unnamed'} version {found.version}, sha256 {found.sha256}\n")
    if not asked:
        rows = [(rule.id, *found.because(rule.id), rule.severity, rule.says) for rule in chosen]
        print("\n".join(table(("rule", "effect", "because of", "severity", "says"), rows)))
        return 0
    for rule in chosen:
        effect, key = found.because(rule.id)
        print(f"{rule.id}: {effect} (because of {key!r}), severity {rule.severity}\n  {rule.says}\n  {rule.means}")
        for name, value in found.figures(rule.id).items():
            print(f"  {name} = {_figure(value)}")
    return 0


def _figure(value: Figure) -> str:
    if not isinstance(value, Mapping):
        return f"{value:g}"
    return ", ".join(f"{each:g} ({language})" for language, each in value.items())


def _replay(words: Sequence[str], new: Policy, settings: Settings) -> int:
    unread = 0

    def records() -> Iterator[tuple[str, Record]]:
        nonlocal unread
        for word in words:
            for each in shelves.stored(word, settings):
                if each.record is None:
                    unread += 1
                else:
                    yield each.place, each.record

    out = replay(records(), new)
    if not out.records:
        print("copydesk policy: no record there", file=sys.stderr)
        return NO_INPUT
    print("\n".join(_told(out, new, unread, limits(policy.read(settings.policy), new))))
    return 0


def _told(out: Replay, new: Policy, unread: int, cannot: Iterator[str]) -> Iterator[str]:
    yield f"{out.records} records decided again by {new.name or 'unnamed'} version {new.version}; {out.same} as before"
    yield "before: " + ", ".join(f"{count} by {name}" for name, count in sorted(out.policies.items()))
    if unread:
        yield f"{unread} could not be read as records"
    yield from (f"not told: {sentence}" for sentence in cannot)
    for change, count in _ordered(out.changes):
        yield f"\n{_arrow(change)}: {count}"
        for heading, counter in (("rule", out.by_rule), ("language", out.by_language), ("prefix", out.by_prefix)):
            for (key, own), each in _ordered(counter):
                if own == change:
                    yield f"  {heading:<9}{visible(key)}: {each}"
        yield from (f"  e.g.     {visible(place)}" for place in out.examples[change])


def _arrow(change: Change) -> str:
    return f"{change[0]} -> {change[1]}"


def _ordered(counter: Counter[Key]) -> list[tuple[Key, int]]:
    return sorted(counter.items(), key=lambda pair: (-pair[1], str(pair[0])))
