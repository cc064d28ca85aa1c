from settings import SENTRY
import sentry_sdk

sentry_sdk.init(**SENTRY)
