def user():
    return None
