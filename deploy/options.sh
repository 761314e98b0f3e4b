# shellcheck shell=bash disable=SC2034  # what is set here is used by the scripts that read this file
# The options that deploy.sh and undeploy.sh share, the names that follow from them, and how a command is run.

usage() {
    cat <<TEXT
usage: $0 --project PROJECT --bucket BUCKET [--region REGION] [--bucket-location LOCATION] [--name NAME] [--dry-run]

  --bucket           where articles land; records are written beside them
  --region           where the function runs (default us-central1)
  --bucket-location  where the bucket is, which is where its triggers must be (default: the region); us, eu, ...
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
        *) echo "$0: unknown argument: $1" >&2 ; usage >&2 ; exit 64 ;;
    esac
done
if [ -z "$project" ] || [ -z "$bucket" ]; then
    echo "$0: --project and --bucket are needed" >&2
    usage >&2
    exit 64
fi
location=${location:-$region}
runtime="$name-runtime@$project.iam.gserviceaccount.com"
trigger="$name-trigger@$project.iam.gserviceaccount.com"

# Prints a command as it could be typed, and runs it.
run() {
    printf '%q ' "$@"
    echo
    [ -n "$dry" ] || "$@"
}
