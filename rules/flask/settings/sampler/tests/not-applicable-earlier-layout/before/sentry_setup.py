import sentry_sdk


def init_sentry():
    sentry_sdk.init("", traces_sample_rate=0.1, traces_sampler=_traces_sampler)


def _traces_sampler(context):
    return 0.1
