# shellcheck shell=bash disable=SC2034  # what is set here is used by the scripts that read this file
# The options that the scripts share, the names that follow from them, and how a command is run. A script may set
# `own`, the names of options of its own, and `own_usage`, what to say about them, before it reads this file.

usage() {
    cat <<TEXT
usage: $0 --project PROJECT --bucket BUCKET [--OPTION VALUE ...] [--dry-run]

  --bucket           where articles land; records are written beside them
  --region           where the function runs (default us-central1)
  --bucket-location  where the bucket is, which is where its triggers must be (default: the region); us, eu, ...
  --name             of the function (default copydesk)
  --dry-run          print the commands and run none
TEXT
    [ -z "${own_usage:-}" ] || printf '%s\n' "$own_usage"
}

refuse() {
    echo "$0: $1" >&2
    usage >&2
    exit 64
}

project='' bucket='' region=us-central1 bucket_location='' name=copydesk dry=
while [ $# -gt 0 ]; do
    case $1 in
        --dry-run) dry=1 ; shift ; continue ;;
        -h | --help) usage ; exit 0 ;;
        --?*) option=${1#--} ;;
        *) refuse "unknown argument: $1" ;;
    esac
    case " project bucket region bucket-location name ${own:-} " in
        *" $option "*) [ $# -gt 1 ] || refuse "$1 needs a value" ;;
        *) refuse "unknown argument: $1" ;;
    esac
    printf -v "${option//-/_}" %s "$2"
    shift 2
done
if [ -z "$project" ] || [ -z "$bucket" ]; then
    refuse "--project and --bucket are needed"
fi
location=${bucket_location:-$region}
runtime="$name-runtime@$project.iam.gserviceaccount.com"
trigger="$name-trigger@$project.iam.gserviceaccount.com"

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
