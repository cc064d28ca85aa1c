#!/usr/bin/env bash
# Tells Sentry about a release: its commits, its source maps, its deploy.
#
#   ci/sentry-release.sh [FOLDER]    FOLDER holds the source maps of a build that has not uploaded them
#
# SENTRY_AUTH_TOKEN, SENTRY_ORG and SENTRY_PROJECT come from the pipeline's settings, RELEASE_VERSION (the
# commit) and ENVIRONMENT from the job. Forks and pull requests have no token: there it does nothing.
# Anything that goes wrong fails the job.
set -euo pipefail

case "${SENTRY_AUTH_TOKEN:-}" in
  '' | '$('*)
    echo "No SENTRY_AUTH_TOKEN here: no release is created in Sentry."
    exit 0
    ;;
esac

version="${RELEASE_VERSION:-$(git rev-parse HEAD)}"
version="${version//\//-}" # Sentry refuses a version with a slash.
maps="${1:-}"
# One project, or several with blanks between them.
projects=()
for project in ${SENTRY_PROJECT:-}; do
  projects+=(--project "$project")
done
unset SENTRY_PROJECT

sentry() {
  npx --yes @sentry/cli@3.8.0 "$@"
}

if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
  git fetch --quiet --unshallow
fi

sentry releases new "${projects[@]}" "$version"
# Without a repository integration in Sentry the commits come from git, with their authors' addresses.
sentry releases set-commits "$version" --auto --ignore-missing
if [ -n "$maps" ]; then
  sentry sourcemaps inject "$maps"
  sentry sourcemaps upload "${projects[@]}" --release "$version" --strict "$maps"
  find "$maps" -name '*.map' -delete # They are in Sentry now, and no visitor needs them.
fi
sentry releases finalize "$version"
sentry deploys new --release "$version" --env "${ENVIRONMENT:-production}"
