from dataclasses import replace
from pathlib import Path

import pytest

from copydesk.errors import ConfigurationError
from copydesk.model import Finding
from copydesk.review import policy
from copydesk.settings import DEFAULTS


def written(folder: Path, text: str) -> policy.Policy:
    path = folder / "policy.toml"
    path.write_text(text, "utf-8")
    return policy.load(replace(DEFAULTS, policy=str(path)))


def test_effect_of_a_rule_is_its_own_before_its_groups(tmp_path: Path) -> None:
    """A rule's effect is its own, else its group's, else the default."""
    rules = written(tmp_path, 'version = 3\ndefault = "off"\n[rules]\n"a.*" = "block"\n"a.b" = "shadow"\n')
    assert [rules.effect(rule) for rule in ("a.b", "a.c", "z.z")] == ["shadow", "block", "off"]


def test_verdict_is_the_strongest_effect(tmp_path: Path) -> None:
    """The strongest effect decides; what is switched off is not recorded; shadow findings are."""
    rules = written(tmp_path, 'version = 1\n[rules]\n"a.a" = "review"\n"b.b" = "block"\n"c.c" = "off"\n')

    def verdict(*names: str) -> tuple[str, list[str]]:
        decision = policy.decide([Finding(name, "low", "") for name in names], rules)
        return decision.verdict, [finding.effect for finding in decision.findings]

    assert verdict() == ("allow", [])
    assert verdict("x.x", "c.c") == ("allow", ["shadow"])
    assert verdict("x.x", "a.a") == ("review", ["shadow", "review"])
    assert verdict("a.a", "b.b") == ("block", ["review", "block"])


def test_threshold_that_a_policy_leaves_out_is_the_default_one(tmp_path: Path) -> None:
    """A policy need not repeat figures that it does not change."""
    rules = written(tmp_path, 'version = 1\n[thresholds]\n"links.density" = { links = 3 }\n')
    assert rules.threshold("links.density", "links") == 3
    assert rules.threshold("links.density", "per_100_words") == 10


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "version"),
        ("version = 0", "version"),
        ('version = 1\ndefault = "maybe"', "maybe"),
        ('version = 1\n[rules]\n"a.b" = "deny"', "a.b"),
        ('version = 1\n[thresholds]\n"a.b" = { figure = "many" }', "a.b"),
        ("version = 1\nversion x", "line 2"),
    ],
    ids=["empty", "no version", "unknown default", "unknown effect", "no number", "no TOML"],
)
def test_wrong_policy_refuses_to_load(tmp_path: Path, text: str, named: str) -> None:
    """A policy that is wrong is an error that names what is wrong, never the default silently."""
    with pytest.raises(ConfigurationError, match=named):
        written(tmp_path, text)


def test_missing_policy_refuses_to_load(tmp_path: Path) -> None:
    """A policy that is not there is an error."""
    with pytest.raises(ConfigurationError):
        policy.load(replace(DEFAULTS, policy=str(tmp_path / "none.toml")))
