"""What is made from the register of rules and the dataclasses: docs/rules.md, docs/record.md, published schemas.

`python -m tests.rules_page` writes them anew (`make schemas`); how often rules find something in honest articles is in
`tests/benchmarks/rules.json`, which `python -m tests.benchmarks.rules` measures.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from copydesk.review import policy_schema, registry
from copydesk.review.policy import packaged
from copydesk.shelf import decision as decisions
from copydesk.write import tables
from copydesk.write.schema import record_schema
from copydesk.write.shape import SCHEMA_VERSION
from tests import record_page

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/rules.md"
RATES = ROOT / "tests/benchmarks/rules.json"
SCHEMAS = {
    ROOT / f"src/copydesk/schema/record-{SCHEMA_VERSION}.json": record_schema,
    ROOT / "src/copydesk/schema/policy-1.json": policy_schema.schema,
    ROOT / f"src/copydesk/schema/decision-{decisions.DECISION_VERSION}.json": decisions.schema,
    ROOT / f"src/copydesk/schema/bigquery-{SCHEMA_VERSION}.json": tables.bigquery,
    ROOT / f"src/copydesk/schema/index-{SCHEMA_VERSION}.json": tables.index_template,
}
HEAD = """# Rules

Everything that Copydesk can find, and what the default policy makes of it. A finding states a fact with its place in
the source and its figures; whether it matters is the policy's to say ([policy.md](policy.md)). Nothing is claimed that
cannot be known offline: no toxicity, no "written by a machine", no plagiarism.

The last column is the false-flag rate: the share of {pages} honest development pages of {sources} collections in which
the rule found something, measured by `python -m tests.benchmarks.rules`. For a rule that only describes (a share bar
was set aside, the page has scripts) it says how common that is, and why the rule is not enforced. Over all of these
pages the default policy said {verdicts}; over the {fundus} pages of newspapers among them (`fundus`) it said {own}.

This page is made by `make schemas` from `src/copydesk/data/rules.toml` and the default policy.
"""


def page() -> str:
    """Return docs/rules.md."""
    rates = json.loads(RATES.read_text("utf-8"))
    pages = sum(each["pages"] for each in rates.values())
    counts: Counter[str] = Counter()
    verdicts: Counter[str] = Counter()
    for each in rates.values():
        counts.update(each["rules"])
        verdicts.update(each["verdicts"])
    fundus = rates["fundus"]
    out = [
        HEAD.format(
            pages=pages,
            sources=len(rates),
            verdicts=_said(verdicts),
            fundus=fundus["pages"],
            own=_said(Counter(fundus["verdicts"])),
        )
    ]
    for group, about in registry.groups().items():
        rules = [rule for rule in registry.rules().values() if rule.group == group]
        if rules:
            out.append(f"## {group}\n\n{about}\n\n| rule | severity | default | what it says, what is no hit | pages |")
            out.append("|---|---|---|---|---|")
            out += [_row(rule, counts[rule.id], pages) for rule in rules]
            out.append("")
    out.append(_figures())
    return "\n".join(out)


def _row(rule: registry.Rule, count: int, pages: int) -> str:
    effect = packaged().effect(rule.id)
    shown = effect if effect == "shadow" else f"**{effect}**"
    return f"| `{rule.id}` | {rule.severity} | {shown} | {rule.says} {rule.means} | {_percent(count, pages)} |"


def _percent(count: int, pages: int) -> str:
    return f"{100 * count / pages:.1f} %" if count else "0"


def _said(verdicts: Counter[str]) -> str:
    return ", ".join(f"`{verdict}` {count}" for verdict, count in sorted(verdicts.items()))


def _figures() -> str:
    lines = [
        "## Figures",
        "",
        "What a policy may set, and the default policy's figures; by language or script in brackets.",
        "",
    ]
    for rule, figures in packaged().thresholds.items():
        said = "; ".join(f"{name} {_figure(value)}" for name, value in figures.items())
        lines.append(f"- `{rule}`: {said}")
    return "\n".join(lines) + "\n"


def _figure(value: Any) -> str:
    if not isinstance(value, dict):
        return f"{value:g}"
    by: dict[float, list[str]] = {}
    for key, each in value.items():
        if key != "default":
            by.setdefault(each, []).append(key)
    own = ", ".join(f"{each:g} ({' '.join(keys)})" for each, keys in sorted(by.items()))
    return f"{value['default']:g}, {own}" if own else f"{value['default']:g}"


def main() -> None:
    """Write all of it."""
    PAGE.write_text(page(), "utf-8")
    record_page.PAGE.write_text(record_page.page(), "utf-8")
    for place, schema in SCHEMAS.items():
        place.write_text(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n", "utf-8")
    print("schemas: docs/rules.md, docs/record.md and", ", ".join(place.name for place in SCHEMAS))


if __name__ == "__main__":
    main()
