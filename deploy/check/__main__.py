"""`make deploy-check`: everything about a deployment that can be checked without a cloud account.

Prints one line a check and a closing line; exit code 1 when one failed. What a machine lacks (terraform, npm, gcloud)
is said and skipped, never passed over in silence.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import gcloud
import shell
import source
import terraform
from outcome import Outcome

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Run every check; returns the exit code."""
    checks = (*terraform.checks(ROOT), *shell.checks(ROOT), *gcloud.checks(ROOT), *source.checks(ROOT))
    tally = {"passed": 0, "failed": 0, "skipped": 0}
    for name, check in checks:
        outcome: Outcome = check()
        tally[outcome.result] += 1
        print(f"{outcome.result:8}{name}: {outcome.says}", flush=True)
        for problem in outcome.problems:
            print(f"          {problem}", flush=True)
    print(f"deploy-check: {tally['passed']} passed, {tally['failed']} failed, {tally['skipped']} skipped")
    return 1 if tally["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
