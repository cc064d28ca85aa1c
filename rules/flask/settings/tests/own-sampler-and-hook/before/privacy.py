def scrub(event, hint):
    return event


def sample(context):
    return 0.1
