"""Checks of the commands that the scripts would run, against the installed gcloud's own command tree."""

from __future__ import annotations

import importlib.util
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

from outcome import Check, Outcome, judged, skipped

SCRIPTS = {
    "deploy.sh": ["--project", "example-project", "--bucket", "example-articles", "--dry-run"],
    "undeploy.sh": ["--project", "example-project", "--bucket", "example-articles", "--dry-run"],
    "backfill/dataflow.sh": ["--project", "example-project", "--bucket", "example-articles", "--dry-run"],
}
TRIGGERS = {f"google.cloud.storage.object.v1.{kind}" for kind in ("finalized", "deleted", "archived")}


def checks(root: Path) -> tuple[Check, ...]:
    """Return the checks of the gcloud commands."""
    return (
        ("deploy.sh routes", lambda: judged(missing_triggers(printed(root)), "finalize, delete and archive arrive")),
        ("gcloud flags", lambda: flags(root)),
    )


def printed(root: Path) -> list[list[str]]:
    """Return the gcloud commands that the scripts print in a dry run, as words."""
    commands = []
    for script, arguments in SCRIPTS.items():
        path = root / "deploy" / script
        if not path.exists():
            continue
        run = subprocess.run(["bash", str(path), *arguments], capture_output=True, text=True, check=True)
        lines = (line.lstrip("+ ").strip() for line in run.stdout.splitlines())
        commands += [shlex.split(line) for line in lines if line.startswith("gcloud ")]
    return commands


def missing_triggers(commands: list[list[str]]) -> list[str]:
    """Return the kinds of event for which no trigger is made."""
    words = " ".join(word for command in commands for word in command)
    return [f"no trigger for {kind}" for kind in sorted(TRIGGERS) if kind not in words]


def flags(root: Path) -> Outcome:
    """Whether every command and every flag is one that the installed gcloud has."""
    tree = command_tree()
    if tree is None:
        return skipped("gcloud is not installed")
    commands = printed(root)
    return judged([problem for command in commands for problem in unknown(command, tree)], f"{len(commands)} commands")


def unknown(command: list[str], tree: dict[str, Any]) -> list[str]:
    """Return what gcloud does not know of a command's words."""
    node, path = tree, ["gcloud"]
    allowed = set(tree.get("flags", {}))
    words = iter(command[1:])
    for word in words:
        if word.startswith("-") or word not in node.get("commands", {}):
            break
        node = node["commands"][word]
        path.append(word)
        allowed |= set(node.get("flags", {}))
    if node.get("commands"):
        return [f"{' '.join(command[: len(path) + 1])}: no such command"]
    given = [word.partition("=")[0] for word in command if word.startswith("--")]
    return [
        f"{' '.join(path)}: no flag {flag}"
        for flag in given
        if flag not in allowed and flag.replace("--no-", "--", 1) not in allowed
    ]


def command_tree() -> dict[str, Any] | None:
    """Return the tree of commands and flags that gcloud ships for its completion; null without gcloud."""
    program = shutil.which("gcloud")
    if not program:
        return None
    path = Path(program).resolve().parents[1] / "data/cli/gcloud_completions.py"
    if not path.exists():
        return None
    spec = importlib.util.spec_from_file_location("gcloud_completions", path)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    tree: dict[str, Any] = module.STATIC_COMPLETION_CLI_TREE
    return tree
