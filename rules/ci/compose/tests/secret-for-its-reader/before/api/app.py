from flask import Flask
from flask_login import LoginManager, current_user, login_user

app = Flask(__name__)
login = LoginManager(app)


@app.route("/me")
def me():
    return current_user.get_id()
