"""A policy's TOML, checked against what a policy may hold: every error names its line and its key."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from copydesk.errors import ConfigurationError
from copydesk.review.policy import EFFECTS, Figure, Policy, packaged

Path = tuple[str | int, ...]
ROOT_KEYS = ("name", "version", "default", "rules", "thresholds", "under")
UNDER_KEYS = ("prefix", "default", "rules", "thresholds")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a policy."""

    path: Path
    message: str


def parse(data: bytes, location: str, *, known: bool = True) -> Policy:
    """Return the policy of a TOML file; raises `ConfigurationError` with every fault, its line and its key.

    `known` asks that each rule and figure named is one that exists; only the package's own policy, whose tests ask it,
    is spared that.
    """
    try:
        text = data.decode()
        table = tomllib.loads(text)
    except ValueError as error:  # tomllib says line and column itself
        raise ConfigurationError(f"policy {location}: {error}") from None
    if faults := list(_faults(table, known=known)):
        lines = _lines(text)
        said = [f"  line {_line(lines, fault.path)}: {_dotted(fault.path)}: {fault.message}" for fault in faults]
        raise ConfigurationError("\n".join([f"policy {location} is not valid:", *said]))
    sha256 = hashlib.sha256(data).hexdigest()
    policy = _policy(table, table, table["version"], sha256)
    below = sorted(table.get("under", ()), key=lambda entry: (-len(entry["prefix"]), entry["prefix"]))
    under = tuple((entry["prefix"], _below(policy, entry, table)) for entry in below)
    return Policy(policy.name, policy.version, sha256, policy.default, policy.rules, policy.thresholds, under)


def _policy(table: Mapping[str, Any], root: Mapping[str, Any], version: int, sha256: str) -> Policy:
    return Policy(
        str(root.get("name", "")),
        version,
        sha256,
        table.get("default", "shadow"),
        dict(table.get("rules", {})),
        dict(table.get("thresholds", {})),
    )


def _below(policy: Policy, entry: Mapping[str, Any], root: Mapping[str, Any]) -> Policy:
    """Return the policy of a prefix: what it leaves out is as above."""
    figures: dict[str, dict[str, Figure]] = {rule: dict(given) for rule, given in policy.thresholds.items()}
    for rule, given in entry.get("thresholds", {}).items():
        figures[rule] = figures.get(rule, {}) | given
    merged = {
        "default": entry.get("default", policy.default),
        "rules": {**policy.rules, **entry.get("rules", {})},
        "thresholds": figures,
    }
    return _policy(merged, root, policy.version, policy.sha256)


# ---------------------------------------------------------------- faults


def _faults(table: Mapping[str, Any], *, known: bool) -> Iterator[Fault]:
    yield from _unknown(table, ROOT_KEYS, ())
    if not isinstance(table.get("name", ""), str):
        yield Fault(("name",), "is not a string")
    version = table.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        yield Fault(("version",), f"{version!r} is not a whole number above 0" if "version" in table else "is missing")
    yield from _judging(table, (), known=known)
    entries = table.get("under", [])
    if not isinstance(entries, list):
        yield Fault(("under",), "is written [[under]], once for each prefix")
        return
    seen: set[str] = set()
    for at, entry in enumerate(entries):
        here: Path = ("under", at)
        if not isinstance(entry, Mapping):
            yield Fault(here, "is not a table")
            continue
        yield from _unknown(entry, UNDER_KEYS, here)
        prefix = entry.get("prefix")
        if not isinstance(prefix, str) or not prefix:
            yield Fault((*here, "prefix"), "is missing or empty: the start of the names it is for")
        elif prefix in seen:
            yield Fault((*here, "prefix"), f"{prefix!r} is given twice")
        seen.add(str(prefix))
        yield from _judging(entry, here, known=known)


def _judging(table: Mapping[str, Any], here: Path, *, known: bool) -> Iterator[Fault]:
    """Find what is wrong with the keys that stand at the top and under a prefix alike."""
    if table.get("default", "shadow") not in EFFECTS:
        yield Fault((*here, "default"), _no_effect(table["default"]))
    rules = table.get("rules", {})
    if not isinstance(rules, Mapping):
        yield Fault((*here, "rules"), "is not a table")
        return
    for rule, effect in rules.items():
        if effect not in EFFECTS:
            yield Fault((*here, "rules", rule), _no_effect(effect))
        if known:
            yield from _unknown_rule(rule, (*here, "rules", rule))
    thresholds = table.get("thresholds", {})
    if not isinstance(thresholds, Mapping):
        yield Fault((*here, "thresholds"), "is not a table")
        return
    for rule, figures in thresholds.items():
        yield from _figures(rule, figures, (*here, "thresholds", rule), known=known)


def _figures(rule: str, figures: Any, here: Path, *, known: bool) -> Iterator[Fault]:
    if not isinstance(figures, Mapping):
        yield Fault(here, "is not a table of figures")
        return
    usual = packaged().thresholds if known else {}
    if known and rule not in usual:
        yield Fault(here, _nearest(rule, usual, "has no figures to set"))
        return
    for name, value in figures.items():
        if known and name not in usual[rule]:
            yield Fault((*here, name), _nearest(name, usual[rule], "is no figure of this rule"))
        values = value if isinstance(value, Mapping) else {"default": value}
        if "default" not in values:
            yield Fault((*here, name), "has figures by language and no `default`")
        for language, figure in values.items():
            if not isinstance(figure, int | float) or isinstance(figure, bool) or not 0 <= figure < float("inf"):
                at = (*here, name, language) if isinstance(value, Mapping) else (*here, name)
                yield Fault(at, f"{figure!r} is not a number of 0 or more")


def _unknown(table: Mapping[str, Any], keys: tuple[str, ...], here: Path) -> Iterator[Fault]:
    for key in table:
        if key not in keys:
            yield Fault((*here, key), _nearest(key, keys, "is no key of a policy"))


def _unknown_rule(rule: str, here: Path) -> Iterator[Fault]:
    """Find a misspelt rule, which would be a rule that is silently not enforced."""
    from copydesk.review import registry  # noqa: PLC0415 - the default policy is read without it

    ids = registry.rules()
    groups = {f"{each.split('.', 1)[0]}.*" for each in ids}
    if rule not in ids and rule not in groups:
        yield Fault(here, _nearest(rule, [*ids, *groups], "is no rule"))


def _nearest(word: str, known: Any, message: str) -> str:
    import difflib  # noqa: PLC0415 - a policy without a fault is read without it, at every cold start

    close = difflib.get_close_matches(word, list(known), 1)
    return f"{message}; did you mean {close[0]!r}?" if close else message


def _no_effect(effect: Any) -> str:
    return f"{effect!r} is none of {', '.join(EFFECTS)}"


# ---------------------------------------------------------------- lines


def _lines(text: str) -> dict[Path, int]:
    """Return the line of each key: tomllib does not say where it read a value.

    Keys inside an inline table have the line of the key before it. A string over several lines that looks like keys
    gives a wrong number and no wrong answer.
    """
    found: dict[Path, int] = {}
    here: Path = ()
    counts: dict[Path, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        if said.startswith("["):
            many = said.startswith("[[")
            inside = said.lstrip("[").partition("]")[0]
            here = _key(inside)
            if many:
                counts[here] = counts.get(here, -1) + 1
                here = (*here, counts[here])
            elif here[:1] in counts:
                here = (*here[:1], counts[here[:1]], *here[1:])
            found.setdefault(here, number)
        elif "=" in said and not said.startswith("#"):
            for end in [at for at, character in enumerate(said) if character == "="][:8]:  # a quoted key may hold one
                if key := _key(said[:end]):
                    found.setdefault((*here, *key), number)
                    break
    return found


def _key(text: str) -> Path:
    """Return the parts of a dotted TOML key, read by the TOML parser itself; nothing for what is no key."""
    try:
        table: Any = tomllib.loads(f"{text} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    parts: list[str] = []
    while isinstance(table, dict):
        parts += table
        table = table[parts[-1]]
    return tuple(parts)


def _line(lines: Mapping[Path, int], path: Path) -> int:
    """Return the line of a key, else of the nearest table around it, else 1."""
    for size in range(len(path), 0, -1):
        if path[:size] in lines:
            return lines[path[:size]]
    return 1


def _dotted(path: Path) -> str:
    """Return a key as TOML writes it."""
    out = ""
    for part in path:
        if isinstance(part, int):
            out += f"[{part + 1}]"
        else:
            bare = part.replace("-", "").replace("_", "").isalnum() and part.isascii()
            out += ("." if out else "") + (part if bare else f'"{part}"')
    return out
