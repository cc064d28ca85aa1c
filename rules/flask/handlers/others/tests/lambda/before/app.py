from flask import Flask

app = Flask(__name__)
app.register_error_handler(404, lambda error: ("Not here.", 404))
app.register_error_handler(Exception, lambda error: ("Sorry.", 500))
