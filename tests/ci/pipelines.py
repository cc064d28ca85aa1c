"""Runs what the rules put into pipelines: the scripts as the pipelines hold them, with sentry-cli, against
a Sentry on loopback.

    pipelines.py CASES CACHE    a folder of cases, and one for npm
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml
from mock import Mock

CASES, CACHE = Path(sys.argv[1]), Path(sys.argv[2])
CASES = {
    "gitlab": CASES / "ci/gitlab/release/tests/deploys/after/.gitlab-ci.yml",
    "circleci": CASES / "ci/circleci/release/tests/deploys/after/.circleci/config.yml",
    "bitbucket": CASES / "ci/bitbucket/release/tests/branches/after/bitbucket-pipelines.yml",
    "azure": CASES / "ci/azure/release/tests/steps/after/azure-pipelines.yml",
}
# What each product sets by itself.
COMMIT = {"gitlab": "CI_COMMIT_SHA", "circleci": "CIRCLE_SHA1", "bitbucket": "BITBUCKET_COMMIT"}


def texts(value: object) -> Iterator[tuple[str, dict[str, str]]]:
    """Every text that runs the script, with the variables beside it."""
    if isinstance(value, dict):
        beside = value.get("variables") or value.get("env") or value.get("environment") or {}
        for key in ("script", "command", "bash"):
            found = value.get(key)
            lines = found if isinstance(found, list) else [found]
            text = "\n".join(line for line in lines if isinstance(line, str))
            if "sentry-release.sh" in text:
                yield text, {name: str(value) for name, value in beside.items()} if isinstance(beside, dict) else {}
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from texts(item)


def clone(folder: Path) -> tuple[Path, str]:
    """A clone of the last commit alone, as most products make it, and that commit."""
    origin, shallow = folder / "origin", folder / "clone"
    origin.mkdir()
    commit = repository(origin)
    subprocess.run(["git", "clone", "-q", "--depth", "1", origin.as_uri(), shallow], check=True)
    return shallow, commit


def repository(folder: Path) -> str:
    """A repository of two commits with the script and a build; its commit."""
    script = (Path(__file__).parents[2] / "rules/ci/sentry-release.sh.j2").read_text()
    (folder / "ci").mkdir()
    (folder / "ci/sentry-release.sh").write_text(script)
    (folder / "dist").mkdir()
    (folder / "dist/app.js").write_text("console.log(1);\n//# sourceMappingURL=app.js.map\n")
    (folder / "dist/app.js.map").write_text('{"version":3,"sources":["a.js"],"sourcesContent":["1"],"mappings":"AAAA"}')
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run([*git, "init", "-q", "-b", "main"], cwd=folder, check=True)
    subprocess.run([*git, "add", "-A"], cwd=folder, check=True)
    for message in ("Start", "Go on"):
        subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", message], cwd=folder, check=True)
    return subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.strip()


def run(text: str, folder: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    home = folder / ".home"
    home.mkdir(exist_ok=True)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),  # sentry-cli remembers servers there
        "npm_config_cache": str(CACHE),
        "npm_config_prefer_offline": "true",
        "npm_config_update_notifier": "false",
        **{name: value for name, value in os.environ.items() if name.lower().startswith("npm_config_")},
        **variables,
    }
    command = ["bash", "-euo", "pipefail", "-c", text]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


def check(name: str, ok: bool, what: object) -> None:
    if not ok:
        sys.exit(f"{name}: {what}")


def in_order(calls: list[str], wanted: list[str]) -> bool:
    rest = iter(calls)
    return all(any(call == want for call in rest) for want in wanted)


def expected(version: str, maps: bool) -> list[str]:
    releases = "/api/0/organizations/acme/releases/"
    upload = ["POST /api/0/organizations/acme/artifactbundle/assemble/"] if maps else []
    return [
        f"POST {releases}",
        f"PUT {releases}{version}/",  # the commits
        *upload,
        f"PUT {releases}{version}/",  # final
        f"POST {releases}{version}/deploys/",
    ]


def with_maps(text: str, folder: Path, variables: dict[str, str], mock: Mock) -> None:
    """A build that has not uploaded its maps, a version with a slash, and a Sentry that is gone."""
    mapped = text.replace("sentry-release.sh", "sentry-release.sh dist")
    done = run(mapped, folder, {**variables, "RELEASE_VERSION": "release/2"})
    check("maps", done.returncode == 0, f"{done.stdout}{done.stderr}")
    check("maps", in_order(mock.calls, expected("release-2", maps=True)), mock.calls)
    check("maps", not list(folder.glob("dist/*.map")), "they are left for everybody to read")
    gone = run(text, folder, {**variables, "SENTRY_URL": "http://127.0.0.1:9"})
    check("failure", gone.returncode != 0, "a Sentry that does not answer goes unnoticed")
    print("maps: inject, upload, delete; a slash is replaced; a failure fails: passed")


def main() -> None:
    for product, path in CASES.items():
        found = list(texts(yaml.safe_load(path.read_text())))
        check(product, bool(found), f"{path} does not run the script")
        text, beside = found[-1]
        mock = Mock()
        token = {"SENTRY_AUTH_TOKEN": "t" * 64, "SENTRY_ORG": "acme", "SENTRY_PROJECT": "shop", "SENTRY_URL": mock.url}
        with tempfile.TemporaryDirectory() as temp:
            folder, commit = clone(Path(temp))
            known = {COMMIT[product]: commit} if product in COMMIT else {}
            variables = dict(known)
            for key, value in beside.items():
                value = value.replace("$(Build.SourceVersion)", commit)
                for name, known_value in known.items():
                    value = value.replace(f"${name}", known_value)
                variables[key] = value
            plain = {key: value for key, value in variables.items() if not key.startswith("SENTRY_")}

            without = run(text, folder, plain)
            check(product, without.returncode == 0 and not mock.calls, f"without a token: {without} {mock.calls}")

            done = run(text, folder, {**plain, **token})
            check(product, done.returncode == 0, f"{done.stdout}{done.stderr}")
            check(product, in_order(mock.calls, expected(commit, maps=False)), mock.calls)
            told = [body["commits"] for body in mock.bodies if isinstance(body, dict) and body.get("commits")]
            check(product, [len(commits) for commits in told] == [2], f"not the commits of a whole clone: {told}")
            deploy = mock.bodies[-1]
            check(product, deploy.get("environment") in ("production", "staging"), deploy)

            if product == "gitlab":  # the script is one for all
                mock.calls.clear()
                with_maps(text, folder, {**plain, **token}, mock)
            mock.close()
        print(f"{product}: create, commits, finalise, deploy, from a shallow clone: passed")


main()
