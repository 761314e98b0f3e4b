"""Checks of `deploy/terraform/`: formatting, attributes against the provider's own schema, routes and permissions."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import hcl2
from outcome import Check, Outcome, judged, skipped

PROVIDER = "@cdktf/provider-google@16.12.1"
"""Type declarations generated from the provider's published schema, version 6.50.0."""
META = {"count", "for_each", "depends_on", "lifecycle", "provider", "dynamic", "connection", "provisioner"}
MARKS = {"__is_block__", "__comments__", "__inline_comments__"}
EVENTS = {"OBJECT_FINALIZE", "OBJECT_DELETE", "OBJECT_ARCHIVE"}
IAM = {
    "the runtime account reads and writes objects": ("google_storage_bucket_iam_member", "objectUser", "runtime"),
    "the push account may call the function": ("google_cloud_run_service_iam_member", "roles/run.invoker", "push"),
    "Pub/Sub signs in the push account's name": (
        "google_service_account_iam_member",
        "roles/iam.serviceAccountTokenCreator",
        "pubsub_agent",
    ),
    "Cloud Storage publishes notifications": (
        "google_pubsub_topic_iam_member",
        "roles/pubsub.publisher",
        "google_storage_project_service_account",
    ),
    "Pub/Sub publishes dead letters": ("google_pubsub_topic_iam_member", "roles/pubsub.publisher", "pubsub_agent"),
    "Pub/Sub acknowledges what it moves": (
        "google_pubsub_subscription_iam_member",
        "roles/pubsub.subscriber",
        "pubsub_agent",
    ),
}
"""What has to be granted, by (resource type, part of the role, part of the member): Pub/Sub's and Storage's docs."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource or data block."""

    kind: str
    type: str
    name: str
    body: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.type}.{self.name}"


def checks(root: Path) -> tuple[Check, ...]:
    """Return the checks of the Terraform module."""
    folder = root / "deploy/terraform"
    return (
        ("terraform fmt", lambda: formatted(folder)),
        ("terraform attributes", lambda: attributes(folder, root / ".deploy-check")),
        ("terraform routes", lambda: judged(missing_routes(resources(folder)), "finalize, delete and archive arrive")),
        ("terraform permissions", lambda: judged(missing_iam(resources(folder)), f"{len(IAM)} grants are there")),
    )


def resources(folder: Path) -> list[Resource]:
    """Return every resource and data block of a module."""
    found = []
    for path in sorted(folder.glob("*.tf")):
        with path.open(encoding="utf-8") as text:
            parsed = hcl2.load(text)
        for kind in ("resource", "data"):
            for block in parsed.get(kind, []):
                for kind_of, named in block.items():
                    for name, body in named.items():
                        found.append(Resource(kind, kind_of.strip('"'), name.strip('"'), body))
    return found


def formatted(folder: Path) -> Outcome:
    """Whether `terraform fmt` would change nothing."""
    if not shutil.which("terraform"):
        return skipped("terraform is not installed")
    run = subprocess.run(
        ["terraform", "fmt", "-check", "-diff", str(folder)], capture_output=True, text=True, check=False
    )
    return judged([line for line in run.stdout.splitlines() if line.endswith(".tf")], "formatted")


def attributes(folder: Path, cache_folder: Path) -> Outcome:
    """Whether every attribute and block is one that the provider has, and none that it requires is missing."""
    library = provider(cache_folder)
    if library is None:
        return skipped("npm is not installed or cannot fetch the provider's schema")
    found = [resource for resource in resources(folder) if resource.type.startswith("google_")]
    return judged(
        [p for resource in found for p in unknown(resource, library)], f"{len(found)} resources fit the schema"
    )


def unknown(resource: Resource, library: Path) -> Iterator[str]:
    """Yield what a resource has that the provider does not know, and what it lacks that the provider requires."""
    base = resource.type.removeprefix("google_").replace("_", "-")
    folder = library / "lib" / (f"data-google-{base}" if resource.kind == "data" else base)
    if not folder.is_dir():
        yield f"{resource}: no such {resource.kind}"
        return
    interfaces = _interfaces(folder)
    configs = [name for name in interfaces if name.endswith("Config")]
    root = min(configs, key=len)
    yield from _differences(resource.body, root, interfaces, str(resource), top=True)


def missing_routes(found: list[Resource]) -> list[str]:
    """Return what keeps finalized, deleted and archived objects from reaching the function."""
    notified = {
        event.strip('"')
        for resource in found
        if resource.type == "google_storage_notification" and "events" in str(resource.body.get("topic"))
        for event in resource.body.get("event_types", [])
    }
    problems = [f"no notification of {event} reaches the events topic" for event in sorted(EVENTS - notified)]
    pushes = [r for r in found if r.type == "google_pubsub_subscription" and "push_config" in r.body]
    if not any("google_cloudfunctions2_function" in str(r.body["push_config"]) for r in pushes):
        problems.append("no subscription pushes to the function")
    if not any("dead_letter_policy" in r.body for r in pushes):
        problems.append("the push subscription has no dead letter")
    return problems


def missing_iam(found: list[Resource]) -> list[str]:
    """Return the grants that are not there."""

    def granted(kind: str, role: str, member: str) -> bool:
        return any(
            r.type == kind and role in str(r.body.get("role")) and member in str(r.body.get("member")) for r in found
        )

    return [what for what, wanted in IAM.items() if not granted(*wanted)]


@cache
def provider(cache_folder: Path) -> Path | None:
    """Return the folder of the provider's type declarations, fetched once; null where that cannot be done."""
    target = cache_folder / "provider-google" / PROVIDER.rpartition("@")[2]
    if (target / "lib").is_dir():
        return target
    if not shutil.which("npm"):
        return None
    cache_folder.mkdir(exist_ok=True)
    run = subprocess.run(
        ["npm", "pack", PROVIDER, "--silent"], cwd=cache_folder, capture_output=True, text=True, check=False
    )
    archives = sorted(cache_folder.glob("*.tgz"))
    if run.returncode or not archives:
        return None
    with tarfile.open(archives[0]) as archive:
        for member in archive:
            if member.name.endswith(".d.ts"):  # the other 300 MB are not needed
                member.name = member.name.removeprefix("package/")
                archive.extract(member, target, filter="data")
    archives[0].unlink()
    return target


def _interfaces(folder: Path) -> dict[str, dict[str, tuple[bool, str]]]:
    """Return the declared interfaces: name -> field -> (optional, type)."""
    found = {}
    for path in folder.glob("*.d.ts"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        for match in re.finditer(r"export interface (\w+)[^{]*\{(.*?)\n\}", text, re.DOTALL):
            found[match[1]] = {
                field[1]: (bool(field[2]), field[3].strip())
                for field in re.finditer(r"readonly (\w+)(\??): ([^;{]+|\{.*?\});", match[2], re.DOTALL)
            }
    return found


def _differences(
    body: dict[str, Any], interface: str, interfaces: dict[str, dict[str, tuple[bool, str]]], at: str, *, top: bool
) -> Iterator[str]:
    declared, seen = interfaces[interface], set()
    for key, value in body.items():
        if key in MARKS or (key in META and (top or key == "dynamic")):
            continue
        seen.add(_camel(key))
        field = declared.get(_camel(key))
        if field is None:
            yield f"{at}: no attribute or block {key!r}"
            continue
        inner = re.match(r"\w*", field[1])
        if inner and inner.group() in interfaces:
            for block in value if isinstance(value, list) else [value]:
                if isinstance(block, dict):
                    yield from _differences(block, inner.group(), interfaces, f"{at}.{key}", top=False)
    for dynamic in body.get("dynamic", []):
        seen.update(_camel(name.strip('"')) for name in dynamic)
    yield from (f"{at}: {name!r} is required" for name, field in declared.items() if not field[0] and name not in seen)


def _camel(name: str) -> str:
    return re.sub(r"_([a-z0-9])", lambda match: match[1].upper(), name)
