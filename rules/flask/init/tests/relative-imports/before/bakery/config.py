def load(app, path):
    pass
