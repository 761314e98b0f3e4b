#!/usr/bin/env bash
# Starts a backfill on Dataflow; every command is printed before it runs, --dry-run prints them and runs nothing.
# Running it again goes on where records are missing. Workers run the image of deploy/backfill/Dockerfile: this checkout
# with the pins of deploy/backfill/requirements.txt, which this machine installs too, into .backfill.
set -euo pipefail

own='prefix only workers machine'
own_usage='
  --prefix   only sources below it
  --only     missing (default), stale or all
  --workers  at most so many machines (default 10; docs/backfill.md has the arithmetic)
  --machine  of a worker (default n2d-standard-2: the work is processor time)

  --region is where the workers run; what is made for them is called after --name.'
prefix='' only=missing workers=10 machine=n2d-standard-2
# shellcheck source=deploy/options.sh
source "$(dirname "$0")/../options.sh"

root=$(cd "$(dirname "$0")/../.." && pwd)
pins="$root/deploy/backfill/requirements.txt"
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' "$root/src/copydesk/version.py")
beam=$(sed -n 's/^apache-beam==\([0-9.]*\).*/\1/p' "$pins")
# Workers unpickle what this machine pickles, so both have the same Python.
python=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
images="$region-docker.pkg.dev/$project/$name"
image="$images/backfill:$version-beam$beam-python$python"
store="$project-$name-backfill"
scratch="gs://$store"
worker="$name-backfill@$project.iam.gserviceaccount.com"

# Names of buckets are the world's: whoever took this one would be given the rows and the job's own files.
is_ours() {
    local found
    found=$(gcloud storage buckets list "--project=$project" "--filter=name=$1" '--format=value(name)')
    [ "$found" = "$1" ]
}

run gcloud services enable dataflow.googleapis.com compute.googleapis.com artifactregistry.googleapis.com \
    cloudbuild.googleapis.com "--project=$project"
unless "is_ours $store" \
    gcloud storage buckets create "$scratch" "--project=$project" "--location=$region" --uniform-bucket-level-access || {
    echo "dataflow.sh: $scratch is not of project $project and cannot be made: is the name another project's?" >&2
    exit 69
}
unless "gcloud artifacts repositories describe $name --location=$region --project=$project" \
    gcloud artifacts repositories create "$name" --repository-format=docker "--location=$region" "--project=$project"
run gcloud builds submit "$root" "--project=$project" "--config=$root/deploy/backfill/image.yaml" \
    "--ignore-file=deploy/backfill/image.ignore" "--substitutions=_BEAM=$beam,_PYTHON=$python,_IMAGE=$image"
# Workers start over days: each gets what was built now, whatever the tag names later.
digest="sha256:DIGEST"
if [ -z "$dry" ]; then
    digest=$(gcloud artifacts docker images describe "$image" "--project=$project" '--format=value(image_summary.digest)')
    if [[ $digest != sha256:* ]]; then
        echo "dataflow.sh: the registry tells no digest of $image" >&2
        exit 69
    fi
fi

# The workers' own account: these two buckets, the image, and what Dataflow asks of a worker.
unless "gcloud iam service-accounts describe $worker --project=$project" \
    gcloud iam service-accounts create "$name-backfill" "--project=$project" "--display-name=Copydesk backfill"
run gcloud projects add-iam-policy-binding "$project" \
    "--member=serviceAccount:$worker" --role=roles/dataflow.worker --condition=None
for each in "gs://$bucket" "$scratch"; do
    run gcloud storage buckets add-iam-policy-binding "$each" \
        "--member=serviceAccount:$worker" --role=roles/storage.objectUser
done
run gcloud artifacts repositories add-iam-policy-binding "$name" "--location=$region" "--project=$project" \
    "--member=serviceAccount:$worker" --role=roles/artifactregistry.reader

run python3 -m venv "$root/.backfill"
run "$root/.backfill/bin/pip" install --quiet --require-hashes -r "$pins"
run "$root/.backfill/bin/pip" install --quiet --no-deps "$root"
run env "COPYDESK_BUCKETS=$bucket" "$root/.backfill/bin/copydesk" backfill "gs://$bucket/$prefix" "--only=$only" \
    --engine=beam "--rows=$scratch/rows" "--dead-letters=$scratch/dead" --beam-options \
    --runner=DataflowRunner "--project=$project" "--region=$region" "--temp_location=$scratch/temp" \
    "--service_account_email=$worker" "--sdk_container_image=$images/backfill@$digest" --sdk_location=container \
    "--machine_type=$machine" "--max_num_workers=$workers" --number_of_worker_harness_threads=4
echo "# done${dry:+: nothing was run}; rows and dead letters are in $scratch"
