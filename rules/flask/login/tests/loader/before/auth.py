from extensions import jwt


@jwt.user_lookup_loader
def find(_header, data):
    return data["sub"]
