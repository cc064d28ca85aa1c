def view():
    who = get_jwt_identity()
    return who
