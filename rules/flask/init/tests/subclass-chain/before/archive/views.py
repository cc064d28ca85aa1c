def register(app):
    app.add_url_rule("/", "index", lambda: "hello")
