"""The deployment check catches what it is there for: each test breaks a copy of the deployment in one place."""

import importlib
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def check(name: str) -> ModuleType:
    """Import a module of the check as it imports its own."""
    sys.path.insert(0, str(ROOT / "deploy/check"))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.pop(0)


terraform, gcloud = check("terraform"), check("gcloud")


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """Return a copy of the Terraform module."""
    return shutil.copytree(ROOT / "deploy/terraform", tmp_path / "terraform", ignore=shutil.ignore_patterns(".*"))


def edited(module: Path, file: str, old: str, new: str) -> Path:
    """Return the module with one text replaced; it has to be there."""
    path = module / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return module


def test_module_as_it_is_has_every_route_and_grant(module: Path) -> None:
    """The module in the repository passes."""
    found = terraform.resources(module)
    assert terraform.missing_routes(found) == []
    assert terraform.missing_iam(found) == []


@pytest.mark.parametrize("event", ["OBJECT_FINALIZE", "OBJECT_DELETE", "OBJECT_ARCHIVE"])
def test_missing_notification_is_caught(module: Path, event: str) -> None:
    """A kind of event that is not notified is named."""
    found = terraform.resources(edited(module, "delivery.tf", f'"{event}"', '"OBJECT_METADATA_UPDATE"'))
    assert [problem for problem in terraform.missing_routes(found) if event in problem]


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        ("iam.tf", '"roles/run.invoker"', '"roles/run.viewer"', "call the function"),
        ("iam.tf", '"roles/iam.serviceAccountTokenCreator"', '"roles/iam.serviceAccountUser"', "signs"),
        ("iam.tf", '"roles/pubsub.subscriber"', '"roles/pubsub.viewer"', "acknowledges"),
        (
            "iam.tf",
            "data.google_storage_project_service_account.storage.member",
            "local.pubsub_agent",
            "Cloud Storage publishes",
        ),
    ],
    ids=["invoker", "token creator", "subscriber", "storage agent"],
)
def test_missing_grant_is_caught(module: Path, file: str, old: str, new: str, named: str) -> None:
    """A grant that was taken away is named."""
    assert any(
        named in problem for problem in terraform.missing_iam(terraform.resources(edited(module, file, old, new)))
    )


def test_typo_in_an_attribute_is_caught(module: Path) -> None:
    """An attribute that the provider does not have is named, and so is the required one that it was to be."""
    library = terraform.provider(ROOT / ".deploy-check")
    if library is None:
        pytest.skip("npm is not installed or cannot fetch the provider's schema")
    edited(module, "delivery.tf", "  ack_deadline_seconds       = 600", "ack_deadline_secs          = 600")
    edited(module, "delivery.tf", "max_delivery_attempts = 20", "max_delivery_tries    = 20")
    google = [resource for resource in terraform.resources(module) if resource.type.startswith("google_")]
    problems = [problem for resource in google for problem in terraform.unknown(resource, library)]
    assert {p.partition(": ")[2] for p in problems} == {
        "no attribute or block 'ack_deadline_secs'",
        "no attribute or block 'max_delivery_tries'",
    }


def test_unknown_flag_and_command_are_caught() -> None:
    """A flag or command that gcloud does not have is named; the ones it has pass."""
    tree = {
        "flags": {"--project": ""},
        "commands": {"functions": {"commands": {"deploy": {"flags": {"--gen2": "", "--retry": ""}}}}},
    }
    assert gcloud.unknown(["gcloud", "functions", "deploy", "x", "--gen2", "--no-retry", "--project=p"], tree) == []
    assert gcloud.unknown(["gcloud", "functions", "deploy", "x", "--genn2"], tree) == [
        "gcloud functions deploy: no flag --genn2"
    ]
    assert gcloud.unknown(["gcloud", "functions", "destroy", "x"], tree) == [
        "gcloud functions destroy: no such command"
    ]


def test_missing_trigger_of_the_script_is_caught() -> None:
    """A kind of event without a trigger is named."""
    commands = [["gcloud", "x", "--event-filters=type=google.cloud.storage.object.v1.finalized"]]
    assert [problem.rpartition(".")[2] for problem in gcloud.missing_triggers(commands)] == ["archived", "deleted"]
