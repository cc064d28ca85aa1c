from flask_jwt_extended import get_jwt_identity


def view():
    who = get_jwt_identity()
    return who
