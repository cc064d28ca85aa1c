def setup(app):
    pass
