#!/usr/bin/env bash
# Deploys the function with gcloud alone: two service accounts, their roles, the function and its triggers.
# Every command is printed before it runs; --dry-run prints them and runs nothing. Running it again changes nothing
# that is as it should be. deploy/terraform does the same with a dead letter, alerts and a dashboard.
set -euo pipefail

usage() {
    cat <<'TEXT'
usage: deploy/deploy.sh --project PROJECT --bucket BUCKET [--region REGION] [--bucket-location LOCATION] [--name NAME]
                        [--dry-run]

  --bucket           where articles land; records are written beside them
  --region           where the function runs (default us-central1)
  --bucket-location  where the bucket is, which is where its triggers must be (default: the region); `us`, `eu`, ...
  --name             of the function (default copydesk)
  --dry-run          print the commands and run none
TEXT
}

project='' bucket='' region=us-central1 location='' name=copydesk dry=
while [ $# -gt 0 ]; do
    case $1 in
        --project) project=${2:-} ; shift 2 ;;
        --bucket) bucket=${2:-} ; shift 2 ;;
        --region) region=${2:-} ; shift 2 ;;
        --bucket-location) location=${2:-} ; shift 2 ;;
        --name) name=${2:-} ; shift 2 ;;
        --dry-run) dry=1 ; shift ;;
        -h | --help) usage ; exit 0 ;;
        *) echo "deploy.sh: unknown argument: $1" >&2 ; usage >&2 ; exit 64 ;;
    esac
done
if [ -z "$project" ] || [ -z "$bucket" ]; then
    echo "deploy.sh: --project and --bucket are needed" >&2
    usage >&2
    exit 64
fi
location=${location:-$region}
root=$(cd "$(dirname "$0")/.." && pwd)
runtime="$name-runtime@$project.iam.gserviceaccount.com"
trigger="$name-trigger@$project.iam.gserviceaccount.com"

say() { printf '\n# %s\n' "$*"; }
# Prints a command as it could be typed, and runs it.
run() {
    printf '%q ' "$@"
    echo
    [ -n "$dry" ] || "$@"
}
# The second command runs when the first, a look, finds nothing.
unless() {
    local look=$1
    shift
    if [ -z "$dry" ] && $look >/dev/null 2>&1; then
        echo "# there already: $look"
    else
        run "$@"
    fi
}

if [ -z "$dry" ] && ! command -v gcloud >/dev/null; then
    echo "deploy.sh: gcloud is not installed; --dry-run prints what would be done" >&2
    exit 69
fi

say "the services that are used"
run gcloud services enable cloudfunctions.googleapis.com run.googleapis.com eventarc.googleapis.com \
    pubsub.googleapis.com cloudbuild.googleapis.com artifactregistry.googleapis.com storage.googleapis.com \
    "--project=$project"

say "two service accounts: one the function works as, one its triggers call it as"
for account in runtime trigger; do
    email="$name-$account@$project.iam.gserviceaccount.com"
    unless "gcloud iam service-accounts describe $email --project=$project" \
        gcloud iam service-accounts create "$name-$account" "--project=$project" "--display-name=Copydesk $account"
done

say "the function reads articles and writes records in this bucket, and may do nothing else"
run gcloud storage buckets add-iam-policy-binding "gs://$bucket" \
    "--member=serviceAccount:$runtime" --role=roles/storage.objectUser

say "triggers receive events; the bucket's own service agent publishes them"
run gcloud projects add-iam-policy-binding "$project" \
    "--member=serviceAccount:$trigger" --role=roles/eventarc.eventReceiver --condition=None
if [ -n "$dry" ]; then
    agent="STORAGE_SERVICE_AGENT"
else
    agent=$(gcloud storage service-agent "--project=$project")
fi
run gcloud projects add-iam-policy-binding "$project" \
    "--member=serviceAccount:$agent" --role=roles/pubsub.publisher --condition=None

say "the function; --retry because the default is to drop an event that failed"
run gcloud functions deploy "$name" --gen2 "--project=$project" "--region=$region" \
    --runtime=python313 "--source=$root" --entry-point=handle \
    --trigger-event-filters=type=google.cloud.storage.object.v1.finalized \
    "--trigger-event-filters=bucket=$bucket" "--trigger-location=$location" --retry \
    "--trigger-service-account=$trigger" "--run-service-account=$runtime" \
    "--set-env-vars=COPYDESK_BUCKETS=$bucket" \
    --memory=512Mi --cpu=1 --concurrency=8 --max-instances=20 --timeout=60s \
    --no-allow-unauthenticated

say "only the triggers may call it"
run gcloud run services add-iam-policy-binding "$name" "--project=$project" "--region=$region" \
    "--member=serviceAccount:$trigger" --role=roles/run.invoker

say "a deleted or archived article takes its record with it (a function's own trigger carries one type of event)"
for kind in deleted archived; do
    unless "gcloud eventarc triggers describe $name-$kind --location=$location --project=$project" \
        gcloud eventarc triggers create "$name-$kind" "--project=$project" "--location=$location" \
        "--destination-run-service=$name" "--destination-run-region=$region" \
        "--event-filters=type=google.cloud.storage.object.v1.$kind" "--event-filters=bucket=$bucket" \
        "--service-account=$trigger"
done

say "done${dry:+: nothing was run}"
