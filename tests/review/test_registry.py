import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from copydesk.intake import active
from copydesk.review import registry
from copydesk.review.policy_schema import schema

ROOT = Path(__file__).resolve().parents[2]
GROUPS = "|".join(registry.groups())
LITERAL = re.compile(rf"[\"'`]((?:{GROUPS})\.[a-z_]+)[\"'`:]")
OTHERS = {"date.expire", "date.issue", "date.publication", "date.release"}
"""Names of the same look that are no rules: elements of NITF."""


def named(folder: str, pattern: str = "*.py") -> Iterator[str]:
    for path in sorted((ROOT / folder).rglob(pattern)):
        yield from LITERAL.findall(path.read_text("utf-8"))


def test_every_rule_in_the_code_is_registered() -> None:
    """A rule id that occurs in the code or its data has an entry in the register, and no entry is without code."""
    used = {*named("src/copydesk"), *named("src/copydesk/data", "*.json")} - OTHERS
    used |= {f"markup.{what}" for what in active._MESSAGES}
    assert used - registry.rules().keys() == set()
    assert registry.rules().keys() - used == set()


@pytest.mark.parametrize("rule", registry.rules())
def test_rule_is_documented_has_a_schema_and_tests(rule: str) -> None:
    """Each rule has its entry in docs/rules.md, in the policy's schema, and a test that names it."""
    assert f"`{rule}`" in (ROOT / "docs/rules.md").read_text("utf-8"), "make schemas"
    assert rule in schema()["$defs"]["rules"]["properties"]
    assert rule in {*named("tests"), *named("tests/review", "*.toml")}, f"no test names {rule}"


def test_entries_are_sentences() -> None:
    """What a rule says and means are sentences, its severity is one of four, its group has a description."""
    for rule in registry.rules().values():
        assert rule.severity in ("info", "low", "medium", "high")
        assert rule.says.endswith(".")
        assert rule.means.endswith(".")
        assert rule.group in registry.groups()
