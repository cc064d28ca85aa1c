"""What every live test is given: the patched application and a catcher.

`--app=DIR`, or RETROFIT_APP_DIR, names a copy of a fixture that was patched.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import sentry_sdk

from catcher import Catcher

VARIABLES = (
    "ENVIRONMENT",
    "RELEASE_VERSION",
    "SENTRY_DSN",
    "SENTRY_PROFILES_SAMPLE_RATE",
    "SENTRY_TRACES_SAMPLE_RATE",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--app", default=os.environ.get("RETROFIT_APP_DIR"))


@pytest.fixture(scope="session")
def app_dir(pytestconfig: pytest.Config) -> Path:
    """The patched copy."""
    folder = pytestconfig.getoption("--app")
    if not folder:
        pytest.fail("name the patched folder: --app=DIR, or RETROFIT_APP_DIR")
    return Path(folder).resolve()


@pytest.fixture(scope="session")
def setup_file(app_dir: Path) -> Path:
    """The generated module; the scrubber lies beside it."""
    found = sorted(app_dir.rglob("sentry_setup.py"))
    assert len(found) == 1, f"expected one sentry_setup.py in {app_dir}, found {found}"
    return found[0]


@pytest.fixture(scope="session")
def sentry_setup(setup_file: Path) -> ModuleType:
    """The generated module, imported under the name the app uses."""
    root = setup_file.parent
    names = [setup_file.stem]
    while (root / "__init__.py").exists():
        names.insert(0, root.name)
        root = root.parent
    sys.path.insert(0, str(root))
    return importlib.import_module(".".join(names))


@pytest.fixture(scope="session")
def sentry_sampling(sentry_setup: ModuleType) -> ModuleType:
    """The generated sampler."""
    return sys.modules[sentry_setup.traces_sampler.__module__]


@pytest.fixture(scope="session")
def scrubber(sentry_setup: ModuleType) -> ModuleType:
    """The generated scrubber."""
    return sys.modules[sentry_setup._scrub_pii.__module__]


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No setting from outside, and no SDK left running for the next test."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    yield
    sentry_sdk.Scope.get_client().close(timeout=0)
    sentry_sdk.Scope.get_global_scope().set_client(None)


@pytest.fixture
def catcher() -> Iterator[Catcher]:
    """A running stand-in for Sentry."""
    running = Catcher()
    yield running
    running.close()
