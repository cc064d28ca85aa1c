"""Promise: whatever the environment says, the app starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import sentry_sdk

from catcher import Catcher

RATES = ("SENTRY_TRACES_SAMPLE_RATE", "SENTRY_PROFILES_SAMPLE_RATE")


def options() -> dict:
    return sentry_sdk.Scope.get_client().options


@pytest.mark.parametrize(
    "dsn",
    [
        None,
        "",
        "  ",
        "your-dsn-here",
        "<SENTRY_DSN>",
        "http://",
        "https://sentry.example/1",
        "https://key@sentry.example/project",
        "https://key@sentry.example:port/1",
        "https://key@[sentry.example/1",
    ],
)
def test_without_a_usable_dsn_sentry_stays_off(
    sentry_setup: ModuleType, monkeypatch: pytest.MonkeyPatch, dsn: str | None
) -> None:
    if dsn is not None:
        monkeypatch.setenv("SENTRY_DSN", dsn)
    assert sentry_setup.init_sentry() is False
    assert not sentry_sdk.Scope.get_client().is_active()


@pytest.mark.parametrize(
    "rate", ["", " ", "abc", "-1", "2", "nan", "inf", "0,5", "10%"]
)
def test_a_rate_that_is_none_means_the_default(
    sentry_setup: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    catcher: Catcher,
    rate: str,
) -> None:
    monkeypatch.setenv("SENTRY_DSN", catcher.dsn)
    for name in RATES:
        monkeypatch.setenv(name, rate)
    assert sentry_setup.init_sentry()
    assert options()["traces_sample_rate"] == 0.1
    assert options()["profiles_sample_rate"] == 0.05


def test_settings_come_from_the_environment(
    sentry_setup: ModuleType, monkeypatch: pytest.MonkeyPatch, catcher: Catcher
) -> None:
    monkeypatch.setenv("SENTRY_DSN", f" {catcher.dsn} ")
    monkeypatch.setenv("ENVIRONMENT", "staging")
    monkeypatch.setenv("RELEASE_VERSION", "web@1.2.3")
    monkeypatch.setenv("SENTRY_TRACES_SAMPLE_RATE", "0")
    monkeypatch.setenv("SENTRY_PROFILES_SAMPLE_RATE", "1")
    assert sentry_setup.init_sentry()
    assert options()["dsn"] == catcher.dsn
    assert options()["environment"] == "staging"
    assert options()["release"] == "web@1.2.3"
    assert options()["traces_sample_rate"] == 0.0
    assert options()["profiles_sample_rate"] == 1.0
    assert options()["send_default_pii"] is False


def test_an_empty_release_is_no_release(
    sentry_setup: ModuleType, monkeypatch: pytest.MonkeyPatch, catcher: Catcher
) -> None:
    monkeypatch.setenv("SENTRY_DSN", catcher.dsn)
    monkeypatch.setenv("ENVIRONMENT", "")
    monkeypatch.setenv("RELEASE_VERSION", "")
    assert sentry_setup.init_sentry()
    assert options()["release"] != ""
    assert options()["environment"] == "production"


@pytest.mark.parametrize("dsn", ["http://key@127.0.0.1:9/1", "your-dsn-here"])
def test_the_app_starts_where_warnings_are_errors(setup_file: Path, dsn: str) -> None:
    """In a process of its own, as the option applies to imports too."""
    script = (
        "import sys, warnings\n"
        "import sentry_setup\n"
        "before = list(warnings.filters)\n"
        "print(sentry_setup.init_sentry())\n"
        "assert warnings.filters == before, 'the filter outlives init_sentry'\n"
    )
    package = (setup_file.parent / "__init__.py").exists()
    if package:
        name = f"{setup_file.parent.name}.{setup_file.stem}"
        script = script.replace("import sentry_setup", f"import {name} as sentry_setup")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=setup_file.parent.parent if package else setup_file.parent,
        env={**os.environ, "SENTRY_DSN": dsn, "SENTRY_PROFILES_SAMPLE_RATE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(dsn.startswith("http"))
