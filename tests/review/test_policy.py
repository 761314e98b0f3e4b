import json
import tomllib
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest

from copydesk.errors import ConfigurationError
from copydesk.model import Finding
from copydesk.review import policy, policy_schema, registry
from copydesk.settings import DEFAULTS
from tests import record_page, rules_page

ROOT = Path(__file__).resolve().parents[2]
SHA = "#sha256:" + "0" * 64


def written(folder: Path, text: str) -> policy.Policy:
    path = folder / "policy.toml"
    path.write_text(text, "utf-8")
    policy.read.cache_clear()
    return policy.load(replace(DEFAULTS, policy=str(path)))


def test_effect_of_a_rule_is_its_own_before_its_groups(tmp_path: Path) -> None:
    """A rule's effect is its own, else its group's, else the default, and the key that gives it is known."""
    rules = written(
        tmp_path, 'version = 3\ndefault = "off"\n[rules]\n"links.*" = "block"\n"links.density" = "shadow"\n'
    )
    assert rules.because("links.density") == ("shadow", "links.density")
    assert rules.because("links.hidden") == ("block", "links.*")
    assert rules.because("title.missing") == ("off", "default")


def test_verdict_is_the_strongest_effect(tmp_path: Path) -> None:
    """The strongest effect decides; what is switched off is not recorded; shadow findings are."""
    rules = written(
        tmp_path,
        'version = 1\n[rules]\n"title.missing" = "review"\n"links.hidden" = "block"\n"date.future" = "off"\n',
    )

    def verdict(*names: str) -> tuple[str, list[str]]:
        decision = policy.decide([Finding(name, "low", "") for name in names], rules)
        return decision.verdict, [finding.effect for finding in decision.findings]

    assert verdict() == ("allow", [])
    assert verdict("title.repeated", "date.future") == ("allow", ["shadow"])
    assert verdict("title.repeated", "title.missing") == ("review", ["shadow", "review"])
    assert verdict("title.missing", "links.hidden") == ("block", ["review", "block"])


def test_threshold_that_a_policy_leaves_out_is_the_default_one(tmp_path: Path) -> None:
    """A policy need not repeat figures that it does not change."""
    rules = written(tmp_path, 'version = 1\n[thresholds]\n"links.off_domain" = { links = 3 }\n')
    assert rules.threshold("links.off_domain", "links") == 3
    assert rules.threshold("links.off_domain", "share") == 0.8


@pytest.mark.parametrize(
    ("language", "script", "figure"),
    [("zh-Hant", "Hani", 5), ("zh-Hans", "Hani", 6), ("ja", "Jpan", 7), ("en", "Latn", 9), ("und", "Zyyy", 9)],
)
def test_figure_of_a_language_is_the_closest_one(tmp_path: Path, language: str, script: str, figure: int) -> None:
    """A figure is looked up by language tag, then language, then script, then default."""
    rules = written(
        tmp_path,
        'version = 1\n[thresholds."text.too_short"]\ncharacters = { default = 9, zh-Hant = 5, zh = 6, Jpan = 7 }\n',
    )
    assert rules.threshold("text.too_short", "characters", language, script) == figure


PREFIXES = """
version = 4
[rules]
"title.missing" = "review"
[[under]]
prefix = "wire/"
[under.rules]
"title.missing" = "off"
[[under]]
prefix = "wire/urgent/"
default = "block"
[under.thresholds."links.off_domain"]
links = 2
"""


@pytest.mark.parametrize(
    ("name", "effect"),
    [("blog/a.html", "review"), ("wire/a.html", "off"), ("wire/urgent/a.html", "review"), ("wires/a.html", "review")],
)
def test_longest_prefix_of_a_name_decides(tmp_path: Path, name: str, effect: str) -> None:
    """Objects under a prefix have its policy; what it leaves out is as above, not as in a shorter prefix."""
    assert written(tmp_path, PREFIXES).of(name).effect("title.missing") == effect


def test_prefixes_share_version_hash_and_figures(tmp_path: Path) -> None:
    """A prefix's policy is the same file: the same version and hash, and figures it does not set from above."""
    rules = written(tmp_path, PREFIXES)
    urgent = rules.of("wire/urgent/a.html")
    assert (urgent.version, urgent.sha256, urgent.default) == (4, rules.sha256, "block")
    assert [urgent.threshold("links.off_domain", figure) for figure in ("links", "share")] == [2, 0.8]


TWO = 'version = 1\n[[under]]\nprefix = "a"\n[[under]]\nprefix = "b"\n'


@pytest.mark.parametrize(
    ("text", "line", "named"),
    [
        ("", 1, "version: is missing"),
        ("version = 0", 1, "version"),
        ('version = 1\ndefault = "maybe"', 2, "'maybe' is none of off, shadow, review, block"),
        ('version = 1\n[rules]\n\n"title.missing" = "deny"', 4, 'rules."title.missing"'),
        ('version = 1\n[rules]\n"titel.missing" = "off"', 3, "did you mean 'title.missing'"),
        ('version = 1\n[rules]\n"title.gone.*" = "off"', 3, "is no rule"),
        ('version = 1\n[thresholds]\n"links.hidden" = { hosts = "many" }', 3, "'many' is not a number"),
        ('version = 1\n[thresholds."links.hidden"]\nhosts = -1', 3, "hosts"),
        ('version = 1\n[thresholds."links.hidden"]\nhost = 1', 3, "did you mean 'hosts'"),
        ('version = 1\n[thresholds."text.too_short"]\ncharacters = { zh = 1 }', 3, "default"),
        ('version = 1\nrule = "x"', 2, "did you mean 'rules'"),
        ('version = 1\n[[under]]\nprefix = "a"\n[[under]]\n[under.rules]\n"links.*" = "of"', 4, "under[2].prefix"),
        (TWO + '[under.rules]\n"links.*" = "of"', 7, "under[2].rules"),
        ('version = 1\n[[under]]\nprefix = "a"\n[[under]]\nprefix = "a"', 5, "given twice"),
        ("version = 1\nunder = 3", 2, "[[under]]"),
    ],
)  # fmt: skip
def test_wrong_policy_names_line_and_key(tmp_path: Path, text: str, line: int, named: str) -> None:
    """A policy that is wrong is an error that names line and key, never the default silently."""
    with pytest.raises(ConfigurationError) as raised:
        written(tmp_path, text)
    assert f"line {line}: " in str(raised.value)
    assert named in str(raised.value)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    """All that is wrong is told in one go."""
    with pytest.raises(ConfigurationError) as raised:
        written(tmp_path, 'version = "1"\n[rules]\n"a.b" = "off"\n"links.*" = 3\n')
    assert len(str(raised.value).splitlines()) == 4


@pytest.mark.parametrize(
    "text", ["version = 1\nversion x", "\udcff".encode("utf-8", "surrogateescape").decode("latin-1")]
)
def test_file_that_is_no_toml_refuses_to_load(tmp_path: Path, text: str) -> None:
    """A file that is no TOML is an error with the parser's own line."""
    with pytest.raises(ConfigurationError, match="line"):
        written(tmp_path, text)


def test_missing_policy_refuses_to_load(tmp_path: Path) -> None:
    """A policy that is not there is an error."""
    with pytest.raises(ConfigurationError):
        policy.load(replace(DEFAULTS, policy=str(tmp_path / "none.toml")))


def test_pinned_file_is_read_when_its_bytes_are_the_pinned_ones(tmp_path: Path) -> None:
    """A pin that matches is read, one that does not is an error that gives the hash found."""
    found = written(tmp_path, "version = 7\n")
    path = str(tmp_path / "policy.toml")
    assert policy.read(f"{path}#sha256:{found.sha256}").version == 7
    with pytest.raises(ConfigurationError, match=found.sha256):
        policy.read(path + SHA)


@pytest.mark.parametrize("location", ["gs://bucket/policy.toml", "policy.toml#12", "gs://bucket#12"])
def test_location_without_a_usable_pin_is_refused(location: str) -> None:
    """An object without a pin, a file with a generation and a bucket without a name are errors, asked of nobody."""
    with pytest.raises(ConfigurationError):
        policy.read(location)


def test_default_policy_is_held_to_what_other_policies_are() -> None:
    """The package's own policy names nothing that does not exist and enforces nothing but what was agreed on."""
    data = ROOT.joinpath("src/copydesk/data/policy.toml").read_bytes()
    jsonschema.validate(tomllib.loads(data.decode()), policy_schema.schema())
    default = policy.packaged()
    enforced = {rule.group for rule in registry.rules().values() if default.effect(rule.id) in ("review", "block")}
    assert enforced <= {"language", "markup", "intake", "text", "source", "delivery"}


@pytest.mark.parametrize("place", rules_page.SCHEMAS, ids=lambda place: place.name)
def test_published_schema_is_what_the_code_makes(place: Path) -> None:
    """The schema files in the package are those that the dataclasses and the register make."""
    assert json.loads(place.read_text("utf-8")) == rules_page.SCHEMAS[place](), "make schemas"


@pytest.mark.parametrize("made", [rules_page, record_page], ids=["rules", "record"])
def test_made_page_is_up_to_date(made: ModuleType) -> None:
    """docs/rules.md says what the register says, docs/record.md what the dataclasses say."""
    assert made.PAGE.read_text("utf-8") == made.page(), "make schemas"


def test_every_key_of_the_record_is_described() -> None:
    """No row of docs/record.md, and so no key of the schema, is without a word on what it is."""
    assert "|  |\n" not in record_page.page()
