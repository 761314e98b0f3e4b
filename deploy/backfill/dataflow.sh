#!/usr/bin/env bash
# Starts a backfill on Dataflow; every command is printed before it runs, --dry-run prints them and runs nothing.
# The workers install this checkout as a package, with deploy/backfill/requirements.txt.
set -euo pipefail

usage() {
    cat <<TEXT
usage: $0 --project PROJECT --bucket BUCKET [--prefix PREFIX] [--region REGION] [--only missing|stale|all]
       [--workers N] [--machine TYPE] [--name NAME] [--dry-run]

  --prefix   only sources below it
  --workers  at most so many machines (default 10; docs/backfill.md has the arithmetic)
  --machine  of a worker (default n2d-standard-2: the work is processor time, a thread an article)
  --name     of the deployment, whose runtime account the workers use (default copydesk)
TEXT
}

project='' bucket='' prefix='' region=us-central1 only=missing workers=10 machine=n2d-standard-2 name=copydesk dry=
while [ $# -gt 0 ]; do
    case $1 in
        --project) project=${2:-} ; shift 2 ;;
        --bucket) bucket=${2:-} ; shift 2 ;;
        --prefix) prefix=${2:-} ; shift 2 ;;
        --region) region=${2:-} ; shift 2 ;;
        --only) only=${2:-} ; shift 2 ;;
        --workers) workers=${2:-} ; shift 2 ;;
        --machine) machine=${2:-} ; shift 2 ;;
        --name) name=${2:-} ; shift 2 ;;
        --dry-run) dry=1 ; shift ;;
        -h | --help) usage ; exit 0 ;;
        *) echo "$0: unknown argument: $1" >&2 ; usage >&2 ; exit 64 ;;
    esac
done
if [ -z "$project" ] || [ -z "$bucket" ]; then
    echo "$0: --project and --bucket are needed" >&2
    usage >&2
    exit 64
fi
root=$(cd "$(dirname "$0")/../.." && pwd)
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$root/src/copydesk/version.py")
account="$name-runtime@$project.iam.gserviceaccount.com"
scratch="gs://$project-$name-backfill"

run() {
    printf '%q ' "$@"
    echo
    [ -n "$dry" ] || "$@"
}

run python3 -m venv "$root/.backfill"
run "$root/.backfill/bin/pip" install --quiet --require-hashes -r "$root/deploy/backfill/requirements.txt"
run "$root/.backfill/bin/pip" install --quiet --no-deps "$root"
run "$root/.backfill/bin/pip" wheel --quiet --no-deps --wheel-dir "$root/.backfill" "$root"
run gcloud storage buckets create "$scratch" "--project=$project" "--location=$region" --uniform-bucket-level-access
run gcloud projects add-iam-policy-binding "$project" \
    "--member=serviceAccount:$account" --role=roles/dataflow.worker --condition=None
run gcloud storage buckets add-iam-policy-binding "$scratch" "--member=serviceAccount:$account" --role=roles/storage.objectAdmin
run env "COPYDESK_BUCKETS=$bucket" "$root/.backfill/bin/copydesk" backfill "gs://$bucket/$prefix" "--only=$only" --engine=beam \
    "--rows=$scratch/rows" "--dead-letters=$scratch/dead" -- \
    --runner=DataflowRunner "--project=$project" "--region=$region" "--temp_location=$scratch/temp" \
    "--service_account_email=$account" "--machine_type=$machine" "--max_num_workers=$workers" \
    --number_of_worker_harness_threads=4 "--requirements_file=$root/deploy/backfill/requirements.txt" \
    "--extra_package=$root/.backfill/copydesk-$version-py3-none-any.whl"
echo "# done${dry:+: nothing was run}"
