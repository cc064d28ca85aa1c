import flask_jwt_extended

jwt = flask_jwt_extended.JWTManager()
jwt.user_lookup_loader(find)
