def init_sentry():
    pass
