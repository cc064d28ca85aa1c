def identify_user(user):
    pass
