#!/usr/bin/env bash
# Deploys the function with gcloud alone: two service accounts, their roles, the function and its triggers.
# Every command is printed before it runs; --dry-run prints them and runs nothing. Running it again changes nothing
# that is as it should be; undeploy.sh takes it away again. deploy/terraform does the same with alerts and a dashboard.
set -euo pipefail

# shellcheck source=deploy/options.sh
source "$(dirname "$0")/options.sh"
root=$(cd "$(dirname "$0")/.." && pwd)
say() { printf '\n# %s\n' "$*"; }

# What is missing is said all at once, before anything is changed.
if [ -z "$dry" ]; then
    missing=()
    if ! command -v gcloud >/dev/null; then
        missing+=("gcloud is not installed (--dry-run prints what would be done without it)")
    elif [ -z "$(gcloud auth list --filter=status:ACTIVE '--format=value(account)' 2>/dev/null)" ]; then
        missing+=("nobody is logged in: gcloud auth login")
    elif ! gcloud projects describe "$project" >/dev/null 2>&1; then
        missing+=("project $project does not exist or is not yours to see")
    else
        [ "$(gcloud billing projects describe "$project" '--format=value(billingEnabled)' 2>/dev/null)" = True ] ||
            missing+=("project $project has no billing account")
        gcloud storage buckets describe "gs://$bucket" >/dev/null 2>&1 ||
            missing+=("bucket $bucket does not exist: gcloud storage buckets create gs://$bucket --location=$location")
    fi
    if [ ${#missing[@]} -gt 0 ]; then
        printf 'deploy.sh: %s\n' "${missing[@]}" >&2
        exit 69
    fi
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
    agent=STORAGE_SERVICE_AGENT
    pubsub=PUBSUB_SERVICE_AGENT
else
    agent=$(gcloud storage service-agent "--project=$project")
    number=$(gcloud projects describe "$project" '--format=value(projectNumber)')
    pubsub="service-$number@gcp-sa-pubsub.iam.gserviceaccount.com"
fi
run gcloud projects add-iam-policy-binding "$project" \
    "--member=serviceAccount:$agent" --role=roles/pubsub.publisher --condition=None

say "the function; it has no trigger of its own, since one carries one type of event and takes no dead letter"
# Variables are updated, not set: those that somebody added by hand stay.
run gcloud functions deploy "$name" --gen2 "--project=$project" "--region=$region" \
    --runtime=python313 "--source=$root" --entry-point=handle \
    --trigger-http --no-allow-unauthenticated "--run-service-account=$runtime" \
    "--update-env-vars=COPYDESK_BUCKETS=$bucket,LOG_EXECUTION_ID=true,THREADS=8" \
    --memory=512Mi --cpu=1 --concurrency=8 --max-instances=20 --timeout=60s

say "only the triggers may call it"
run gcloud run services add-iam-policy-binding "$name" "--project=$project" "--region=$region" \
    "--member=serviceAccount:$trigger" --role=roles/run.invoker

say "where an event ends that failed twenty times; without the subscription it would be dropped"
unless "gcloud pubsub topics describe $name-dead --project=$project" \
    gcloud pubsub topics create "$name-dead" "--project=$project"
unless "gcloud pubsub subscriptions describe $name-dead --project=$project" \
    gcloud pubsub subscriptions create "$name-dead" "--project=$project" "--topic=$name-dead" \
    --message-retention-duration=7d --expiration-period=never
run gcloud pubsub topics add-iam-policy-binding "$name-dead" "--project=$project" \
    "--member=serviceAccount:$pubsub" --role=roles/pubsub.publisher

say "a trigger for each type of event: a deleted or archived article takes its record with it"
for kind in finalized deleted archived; do
    unless "gcloud eventarc triggers describe $name-$kind --location=$location --project=$project" \
        gcloud eventarc triggers create "$name-$kind" "--project=$project" "--location=$location" \
        "--destination-run-service=$name" "--destination-run-region=$region" \
        "--event-filters=type=google.cloud.storage.object.v1.$kind" "--event-filters=bucket=$bucket" \
        "--service-account=$trigger"
    if [ -n "$dry" ]; then
        subscription="SUBSCRIPTION-OF-$name-$kind"
    else
        subscription=$(gcloud eventarc triggers describe "$name-$kind" "--location=$location" "--project=$project" \
            '--format=value(transport.pubsub.subscription)')
    fi
    run gcloud pubsub subscriptions add-iam-policy-binding "$subscription" "--project=$project" \
        "--member=serviceAccount:$pubsub" --role=roles/pubsub.subscriber
    run gcloud pubsub subscriptions update "$subscription" "--project=$project" \
        "--dead-letter-topic=projects/$project/topics/$name-dead" --max-delivery-attempts=20 \
        --min-retry-delay=10s --max-retry-delay=600s --ack-deadline=600 --message-retention-duration=7d
done

say "done${dry:+: nothing was run}"
