def needs(view):
    def wrapper():
        user = find()
        return view(user)
    return wrapper
