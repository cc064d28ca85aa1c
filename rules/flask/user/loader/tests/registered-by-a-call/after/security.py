import extensions
from flask_jwt_extended import JWTManager

from models import User
from people import find_token, find_user
from sentry_user import identifies_user

jwt = JWTManager()
jwt.user_lookup_loader(identifies_user(find_user))
extensions.bearer.verify_token(identifies_user(find_token))
jwt.user_identity_loader(lambda user: user.id)
