class User:
    pass
