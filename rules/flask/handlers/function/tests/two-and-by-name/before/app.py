from flask import Blueprint, Flask

admin = Blueprint("admin", __name__)
app = Flask(__name__)


def answer(error):
    return "Sorry.", 500


def answer_admin(error):
    return "Sorry, admin.", 500


def answer_shop(error):
    return "Sorry, customer.", 500


app.register_error_handler(Exception, f=answer)
admin.register_error_handler(code_or_exception=Exception, f=answer_admin)
admin.app_errorhandler(Exception)(answer_shop)
