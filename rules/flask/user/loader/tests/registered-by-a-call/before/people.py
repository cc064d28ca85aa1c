def find_user(_header, data):
    return data["sub"]
