from sentry_sampling import bind_app

__all__ = ["bind_app"]
