import extensions
from flask_jwt_extended import JWTManager

from models import User
from people import find_token, find_user

jwt = JWTManager()
jwt.user_lookup_loader(find_user)
extensions.bearer.verify_token(find_token)
jwt.user_identity_loader(lambda user: user.id)
