def find_user(_header, data):
    return data["sub"]


def find_token(token):
    return token
