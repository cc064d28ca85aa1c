PII_FIELDS = {"email"}


def _is_expected(hint):
    return False
