def attach(app):
    app.rooms = {}
