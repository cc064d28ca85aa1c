#!/usr/bin/env bash
# The figures of docs/trust.md: long forms of what `cargo test` holds down in a few rounds each.
#
#     benches/trust.sh [ROUNDS] [MUTATIONS] >docs/trust.md
#
# ROUNDS (1,000) is how often a run is killed in each mode and how often runs race for a branch; MUTATIONS (300) is how
# many broken repositories are planned, applied and taken back, from a seed that is printed. Failures are rows, too; the
# script ends with 1 where there are any.
set -uo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-1000} mutations=${2:-300} seed=$(date +%s) failed=0
export CARGO_PROFILE_DEV_OPT_LEVEL=1
cargo test --quiet --no-run >&2 || exit 2
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# row WHAT TRIED TEST NAME…: one figure, from tests of that name.
row() {
    local what=$1 tried=$2 test=$3 verdict
    shift 3
    local started=$SECONDS
    if cargo test --quiet --test "$test" -- --exact "$@" >"$log" 2>&1 && grep -q "^test result: ok. $# passed" "$log"; then
        verdict="all"
    else
        verdict="**failed**: $(grep -m1 -A1 'panicked at' "$log" | tr '\n' ' ' | tr '|' '/')" failed=1
    fi
    echo "| $what | $tried | $verdict | $((SECONDS - started)) s |"
}

# What the fixtures are, and how many.
repositories=$(find fixtures -mindepth 1 -maxdepth 1 -type d | wc -l)

cat <<PAGE
# What the promises rest on

Made by \`benches/trust.sh $rounds $mutations\` on $(date -u +%Y-%m-%d), commit $(git rev-parse --short HEAD), $(nproc) cores. Each row
is a test of \`cargo test\`, run for longer; a row that failed says so.

| promise | tried | held | time |
|---|---|---|---|
PAGE
export RETROFIT_TEST_ROUNDS=$rounds
row 'killed (`kill -9`) while it commits in place: all or nothing once the next run is through' "$rounds kills" git crash::in_place_is_all_or_nothing_after_kill_9
row 'killed while it edits the work tree' "$rounds kills" git crash::worktree_mode_is_all_or_nothing_after_kill_9
row 'killed while it makes a branch' "$rounds kills" git crash::branch_mode_is_all_or_nothing_after_kill_9
row 'of many that race for one branch, one wins' "$rounds races" git branch::of_many_racing_for_one_branch_one_wins
unset RETROFIT_TEST_ROUNDS
kinds=(plain sha256 reftable sparse_index sparse_checkout split_index linked_work_tree submodule_as_the_repository shallow_clone partial_clone bare detached_head git_directory_on_another_disk)
row 'every kind of git repository takes each way to apply, or refuses it with the reason' "${#kinds[@]} kinds" git "${kinds[@]/#/kinds::}"
row 'nothing that a repository configures is run (hooks, filters, signing, file watchers)' "3 sets of traps" git hostile::nothing_a_repository_configures_is_run hostile::nothing_is_run_through_plumbing_either hostile::the_traps_do_work
row 'a plan changes no byte, inode or time, `.git` included' "$repositories repositories" laws a_dry_run_leaves_every_byte_inode_and_time
row 'threads, locale and folder order change no byte of a plan' "$repositories repositories" laws the_same_repository_gives_the_same_bytes the_order_of_a_folder_is_no_input
row 'what is shown is what is committed, and `git revert` restores the tree' "$repositories repositories" laws what_is_shown_is_what_is_committed_and_it_can_be_undone
export RETROFIT_TEST_ROUNDS=$mutations RETROFIT_TEST_SEED=$seed
row "repositories with lines torn, doubled, swapped and spoilt: no crash, no edit that does not parse, nothing lost (seed $seed)" "$mutations repositories" laws whatever_becomes_of_a_repository_the_laws_hold
exit $failed
