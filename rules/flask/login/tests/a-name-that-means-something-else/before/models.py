class Member:
    def verify_password(self, password):
        return password


def get_jwt_identity():
    return None
