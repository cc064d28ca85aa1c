from flask_login import current_user


def who():
    return current_user
