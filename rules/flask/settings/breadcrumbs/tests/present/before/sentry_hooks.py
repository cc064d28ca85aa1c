def then_scrub(own):
    return own


def then_scrub_breadcrumb(own):
    return own
