"""Every setting, its default and the reason for it; the table in README.md is made from this file.

A setting is read from the environment as `COPYDESK_<NAME>`. A value that cannot be read raises
`ConfigurationError` naming it: nothing starts on a setting that was misunderstood.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, get_args, get_type_hints

from copydesk.errors import ConfigurationError

PREFIX = "COPYDESK_"
PLATFORM_TIMEOUT = "CLOUD_RUN_TIMEOUT_SECONDS"
"""Set by Cloud Run functions: when an instance's request is ended, in seconds."""


def _setting(default: Any, why: str, wrong: str, choices: tuple[Any, ...] = (), *, form: str = "") -> Any:
    """Make a field that knows why its default is so and what a wrong value does, for the README's table.

    `form` is a pattern that the value, or each part of a list, has to match as a whole.
    """
    return field(default=default, metadata={"why": why, "wrong": wrong, "choices": choices, "form": form})


NAME = r"[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]"
"""A bucket's name, without gs://."""
CODE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?"
"""A language as records name it: `hi`, `zh-Hans`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How one deployment behaves. Sizes are bytes, counts are counts, times are seconds."""

    buckets: tuple[str, ...] = _setting(
        (),
        "Only these buckets are served; required outside `COPYDESK_DEV=1`, so that a forged event names no other.",
        "An event for another bucket is answered 200 with an error log and no request.",
        form=NAME,
    )
    dev: bool = _setting(
        default=False,
        why="Production rules unless said otherwise.",
        wrong="With 1, any bucket is served: never in production.",
    )
    suffix: str = _setting(
        ".metadata.json",
        "The record stands next to its source and sorts right after it.",
        "Changing it on a bucket with records leaves the old ones unmaintained.",
    )
    max_bytes: int = _setting(
        4_000_000,
        "The largest article page seen is 1.63 MB.",
        "Larger uploads get a record `intake.too_large`.",
    )
    structure_depth: int = _setting(
        64,
        "A wire message with a table in an article in a package is 20 deep.",
        "Deeper JSON, XML or front matter gets a record `intake.structure_over_cap`, not parsed.",
    )
    structure_nodes: int = _setting(
        200_000,
        "Values of a JSON document, elements of an XML one: a thousand times what an article needs.",
        "More get a record `intake.structure_over_cap`, not parsed.",
    )
    structure_digits: int = _setting(
        400,
        "No number of an article has more; the time to read one grows with the square of its digits.",
        "A longer number in JSON gets a record `intake.structure_over_cap`, not parsed.",
    )
    page_tags: int = _setting(
        60_000,
        "The most tags seen on an article page are 19,582.",
        "More get a record `markup.over_cap`, not parsed.",
    )
    page_depth: int = _setting(
        200,
        "The deepest article page seen is 41 deep.",
        "Deeper markup gets a record `markup.over_cap`, not parsed.",
    )
    page_attributes: int = _setting(
        2_000,
        "The most attributes seen on one tag are 1,117.",
        "More get a record `markup.over_cap`, not parsed.",
    )
    page_formatting: int = _setting(
        64,
        "Each `b`, `a` or `font` left open is opened again in every block that follows.",
        "More open at once get a record `markup.over_cap`, not parsed.",
    )
    fragment_characters: int = _setting(
        512_000,
        "Code points of one article's markup; the largest seen are a fifth of it.",
        "More get a record `markup.over_cap`: bleach takes 4 s for 1 MB of entities, and no deadline interrupts it.",
    )
    fragment_tags: int = _setting(
        20_000,
        "Tags of one article's markup.",
        "More get a record `markup.over_cap`, not sanitized.",
    )
    fragment_depth: int = _setting(
        100,
        "The time of bleach grows with the square of the depth.",
        "Deeper gets a record `markup.over_cap`.",
    )
    fragment_attributes: int = _setting(
        64,
        "The time of bleach grows with the square of a tag's attributes.",
        "Attributes of a tag beyond this many are dropped and reported (`markup.attributes_dropped`).",
    )
    fragment_formatting: int = _setting(
        32,
        "1,000 open `b` elements of 16 kB make 9 MB.",
        "More open at once get a record `markup.over_cap`.",
    )
    images: bool = _setting(
        default=True,
        why="Readers expect an article's pictures.",
        wrong="With 0, `img` is removed: no picture's host learns of readers.",
    )
    tables: bool = _setting(
        default=True,
        why="Results and figures are the story.",
        wrong="With 0, a table's cells are kept as text only.",
    )
    language_budget: float = _setting(
        0.1,
        "Share of honest articles, in percent, that may be flagged: an editor's trust is lost by false alarms.",
        "One of 0.05, 0.1, 0.5, 1.",
        choices=(0.05, 0.1, 0.5, 1.0),
    )
    expected_languages: tuple[str, ...] = _setting(
        (),
        "Any language may arrive; `hi,en` says that two are usual here.",
        "A title in any other language must be told with the strictest budget to be flagged.",
        form=CODE,
    )
    accepted_language_pairs: tuple[str, ...] = _setting(
        (),
        "`en>hi` (English title over a Hindi body) is some publishers' house style.",
        "A pair listed here is recorded as a mismatch and never flagged.",
        form=f"{CODE}>{CODE}",
    )
    policy: str = _setting(
        "",
        "The default policy of the package flags little.",
        "A path, or `gs://bucket/name` pinned with `#<generation>` or `#sha256:<hex>`; one that is missing, changed or "
        "wrong means that nothing starts, never the default silently.",
    )
    decision_key: str = _setting(
        "",
        "People's decisions are not signed: who may write `*.review.json` is then the bucket's to say.",
        "With a key (from a secret), `review` signs, and `verdict` and `report` count nothing that it did not sign.",
    )
    record_bodies: str = _setting(
        "both",
        "Consumers need the text to search and the HTML to show.",
        "`html`, `text` or `none` store less; with `none`, spans carry offsets and no text.",
        choices=("both", "html", "text", "none"),
    )
    output_bucket: str = _setting(
        "",
        "Records stand beside their sources, where people look for them.",
        "A bucket the function may not write to: every event fails with 403 and ends in the dead letter.",
        form=NAME,
    )
    output_prefix: str = _setting(
        "",
        "Used with an output place: `<prefix><source bucket>/<name>.metadata.json`.",
        "A place that is itself an input is refused at the start.",
    )
    include: tuple[str, ...] = _setting(
        (),
        "Every object is an article unless said otherwise.",
        "Other names get no record; consumers fail closed.",
        form=r"[^/].*",
    )
    exclude: tuple[str, ...] = _setting(
        (),
        "Name prefixes that hold no articles.",
        "Articles under them get no record; consumers fail closed.",
        form=r"[^/].*",
    )
    exclude_types: tuple[str, ...] = _setting(
        ("image/", "audio/", "video/", "font/"),
        "Pictures and sound lie beside articles and are none.",
        "Content types by prefix; an article uploaded under one of them gets no record.",
    )
    deadline: float = _setting(
        50.0,
        "Ten seconds less than the platform's timeout: where it tells it (`CLOUD_RUN_TIMEOUT_SECONDS`), else of 60.",
        "Longer than the platform's timeout: an instance is killed in the middle and says nothing.",
    )
    max_age: float = _setting(
        0.0,
        "Off: an event that comes late is still an article without a record.",
        "Seconds; older events get a record `delivery.expired` instead of being processed.",
    )

    def check_serving(self) -> None:
        """Raise `ConfigurationError` for what the function must not start with."""
        if not self.buckets and not self.dev:
            raise ConfigurationError(f"{PREFIX}BUCKETS is not set: name the buckets that are served")
        if not self.suffix or "/" in self.suffix or len(self.suffix.encode()) > 60:
            raise ConfigurationError(f"{PREFIX}SUFFIX={self.suffix!r} is no name's ending of at most 60 bytes")
        if self.deadline <= 0 or self.max_bytes <= 0 or self.max_age < 0:
            raise ConfigurationError(f"{PREFIX}DEADLINE and {PREFIX}MAX_BYTES are above 0, {PREFIX}MAX_AGE not below")
        if not (self.output_bucket or self.output_prefix):
            return
        if len(self.output_prefix.encode()) > 200:
            raise ConfigurationError(f"{PREFIX}OUTPUT_PREFIX is longer than 200 bytes")
        # An output place among the inputs is read again, for ever where two deployments point at each other.
        is_input = not self.output_bucket or self.output_bucket in self.buckets or not self.buckets
        if is_input and not self._apart(self.output_prefix):
            raise ConfigurationError(
                f"records would be written to {self.output_prefix!r} in a bucket that is an input: set {PREFIX}EXCLUDE "
                f"to that prefix, or {PREFIX}INCLUDE to prefixes beside it"
            )

    def _apart(self, prefix: str) -> bool:
        """Whether no object under a prefix can be an input."""
        if prefix and prefix.startswith(self.exclude):
            return True
        overlaps = (i.startswith(prefix) or prefix.startswith(i) for i in self.include)
        return bool(self.include) and not any(overlaps)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read `COPYDESK_*` variables; raises `ConfigurationError` for an unknown name or an unreadable value."""
        types = get_type_hints(cls)
        known = {PREFIX + f.name.upper(): f.name for f in fields(cls)}
        given = {k: v for k, v in environment.items() if k.startswith(PREFIX)}
        if unknown := sorted(given.keys() - known.keys()):
            raise ConfigurationError(f"unknown settings: {', '.join(unknown)}; known: {', '.join(sorted(known))}")
        values = {known[k]: _parse(k, v, types[known[k]]) for k, v in given.items()}
        platform = environment.get(PLATFORM_TIMEOUT, "").strip()
        if platform and "deadline" not in values:
            values["deadline"] = _before(_parse(PLATFORM_TIMEOUT, platform, float))
        for each in fields(cls):
            _check(PREFIX + each.name.upper(), values.get(each.name, each.default), each.metadata)
        if platform and values.get("deadline", 0) >= _parse(PLATFORM_TIMEOUT, platform, float):
            raise ConfigurationError(f"{PREFIX}DEADLINE is not below the platform's timeout of {platform} s")
        return cls(**values)


def _check(name: str, value: Any, metadata: Mapping[str, Any]) -> None:
    """Raise `ConfigurationError` for a value that was read and cannot be meant."""
    if metadata["choices"] and value not in metadata["choices"]:
        raise ConfigurationError(f"{name} is one of {', '.join(map(str, metadata['choices']))}")
    for part in value if isinstance(value, tuple) else (value,):
        if part and metadata["form"] and not re.fullmatch(metadata["form"], part):
            raise ConfigurationError(f"{name}: {part!r} does not look like {metadata['form']}")
    if type(value) is int and value < 1:  # every whole number is a cap: below 1 it would refuse every article
        raise ConfigurationError(f"{name}={value} is below 1")


def _before(platform: float) -> float:
    """Return our deadline for a platform's timeout: ten seconds less, half of a short one."""
    return max(platform - 10.0, platform / 2)


def _parse(name: str, value: str, kind: Any) -> Any:
    try:
        if kind is bool:
            return {"1": True, "true": True, "0": False, "false": False, "": False}[value.lower()]
        if kind in (int, float):
            return _finite(kind(value))
        if str in get_args(kind) and kind is not str:
            return tuple(part.strip() for part in value.split(",") if part.strip())
    except (KeyError, ValueError):
        raise ConfigurationError(f"{name}={value!r} cannot be read as {kind.__name__}") from None
    return value


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise ValueError
    return number


DEFAULTS = Settings()
