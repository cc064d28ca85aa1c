from flask_httpauth import HTTPTokenAuth


class Bearer(HTTPTokenAuth):
    pass


bearer = Bearer()
