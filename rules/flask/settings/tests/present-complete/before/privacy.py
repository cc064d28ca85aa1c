def scrub(event, hint):
    return event
