import os

import sentry_sdk
import tracker

sentry_sdk.init(
    dsn=os.environ.get("SENTRY_DSN"),
    release=f"shop@{os.environ['VERSION']}",
    send_default_pii=True,
    debug=False,
)
tracker.init(environment="none of ours")
