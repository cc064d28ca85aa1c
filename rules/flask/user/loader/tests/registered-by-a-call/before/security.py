from flask_jwt_extended import JWTManager

from models import User
from people import find_user

jwt = JWTManager()
jwt.user_lookup_loader(find_user)
jwt.user_identity_loader(lambda user: user.id)
