def init_sentry():
    return False
