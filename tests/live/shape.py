"""Start a patched application, make it fail, and check what arrives.

python shape.py MODULE:EXPRESSION, run in the folder on the import path.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from catcher import Catcher

SECRET = "jo.doe@example.org"


def main(target: str) -> None:
    catcher = Catcher()
    os.environ.update(
        SENTRY_DSN=catcher.dsn,
        ENVIRONMENT="live",
        RELEASE_VERSION="shape@4.2",
        SENTRY_TRACES_SAMPLE_RATE="0",
    )
    sys.path.insert(0, os.getcwd())
    module, expression = target.split(":")
    application = eval(expression, vars(importlib.import_module(module)))

    @application.route("/-/fail/<who>")
    def fail(who: str) -> str:
        raise RuntimeError(f"no such user: {who}")

    application.testing = False
    application.config["PROPAGATE_EXCEPTIONS"] = False
    response = application.test_client().get(f"/-/fail/{SECRET}")
    assert response.status_code == 500, response.status

    import sentry_sdk

    sentry_sdk.flush(timeout=5)
    events = catcher.of("event")
    assert len(events) == 1, f"{len(events)} events arrived, wanted 1"
    (event,) = events
    assert event["release"] == "shape@4.2", event["release"]
    assert event["environment"] == "live", event["environment"]
    assert event["exception"]["values"][-1]["type"] == "RuntimeError"
    assert SECRET not in str(event), "the address reached the receiver"
    print(f"{target}: 1 passed")


if __name__ == "__main__":
    main(*sys.argv[1:])
