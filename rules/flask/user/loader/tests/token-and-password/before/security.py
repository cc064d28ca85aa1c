from flask_httpauth import HTTPBasicAuth
from flask_jwt_extended import JWTManager

from models import User

jwt = JWTManager()
basic = HTTPBasicAuth()


@jwt.user_lookup_loader
def load(_header, data):
    return User.get(data["sub"])


@basic.verify_password
@throttled
def verify(name, password):
    user = User.find(name)
    # A method of the model with the decorator's name.
    if user and user.verify_password(password):
        return user
    return None
