#!/usr/bin/env bash
# Takes away what deploy.sh made: triggers first, so that nothing calls what is gone. Articles, records and the bucket
# stay. What is not there is passed over, so that it can be run again. --dry-run prints the commands and runs none.
set -euo pipefail

usage() {
    cat <<'TEXT'
usage: deploy/undeploy.sh --project PROJECT --bucket BUCKET [--region REGION] [--bucket-location LOCATION] [--name NAME]
                          [--dry-run]
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
        *) echo "undeploy.sh: unknown argument: $1" >&2 ; usage >&2 ; exit 64 ;;
    esac
done
if [ -z "$project" ] || [ -z "$bucket" ]; then
    echo "undeploy.sh: --project and --bucket are needed" >&2
    usage >&2
    exit 64
fi
if [ -z "$dry" ] && ! command -v gcloud >/dev/null; then
    echo "undeploy.sh: gcloud is not installed; --dry-run prints what would be done" >&2
    exit 69
fi
location=${location:-$region}
runtime="$name-runtime@$project.iam.gserviceaccount.com"
trigger="$name-trigger@$project.iam.gserviceaccount.com"

run() {
    printf '%q ' "$@"
    echo
    [ -n "$dry" ] || "$@" || echo "# not there, or not to be removed: see above"
}

for kind in finalized deleted archived; do
    run gcloud eventarc triggers delete "$name-$kind" "--project=$project" "--location=$location" --quiet
done
run gcloud functions delete "$name" "--project=$project" "--region=$region" --quiet
run gcloud pubsub subscriptions delete "$name-dead" "--project=$project" --quiet
run gcloud pubsub topics delete "$name-dead" "--project=$project" --quiet
run gcloud storage buckets remove-iam-policy-binding "gs://$bucket" \
    "--member=serviceAccount:$runtime" --role=roles/storage.objectUser
run gcloud projects remove-iam-policy-binding "$project" \
    "--member=serviceAccount:$trigger" --role=roles/eventarc.eventReceiver --condition=None
for account in "$runtime" "$trigger"; do
    run gcloud iam service-accounts delete "$account" "--project=$project" --quiet
done
echo "# done${dry:+: nothing was run}; the bucket with its articles and records is as it was"
