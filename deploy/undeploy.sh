#!/usr/bin/env bash
# Takes away what deploy.sh made: triggers first, so that nothing calls what is gone. Articles, records and the bucket
# stay. What is not there is passed over, so that it can be run again. --dry-run prints the commands and runs none.
set -euo pipefail

# shellcheck source=deploy/options.sh
source "$(dirname "$0")/options.sh"
if [ -z "$dry" ] && ! command -v gcloud >/dev/null; then
    echo "undeploy.sh: gcloud is not installed; --dry-run prints what would be done" >&2
    exit 69
fi
# What is not there is no reason to stop.
take_away() {
    run "$@" || echo "# not there, or not to be removed: see above"
}

for kind in finalized deleted archived; do
    take_away gcloud eventarc triggers delete "$name-$kind" "--project=$project" "--location=$location" --quiet
done
take_away gcloud functions delete "$name" "--project=$project" "--region=$region" --quiet
take_away gcloud pubsub subscriptions delete "$name-dead" "--project=$project" --quiet
take_away gcloud pubsub topics delete "$name-dead" "--project=$project" --quiet
take_away gcloud storage buckets remove-iam-policy-binding "gs://$bucket" \
    "--member=serviceAccount:$runtime" --role=roles/storage.objectUser
take_away gcloud projects remove-iam-policy-binding "$project" \
    "--member=serviceAccount:$trigger" --role=roles/eventarc.eventReceiver --condition=None
for account in "$runtime" "$trigger"; do
    take_away gcloud iam service-accounts delete "$account" "--project=$project" --quiet
done
echo "# done${dry:+: nothing was run}; the bucket with its articles and records is as it was"
