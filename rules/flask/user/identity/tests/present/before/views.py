from flask_jwt_extended import get_jwt_identity, jwt_required

from app import app
from sentry_user import identify_user


@app.get("/me")
@jwt_required()
def me():
    user_id = get_jwt_identity()
    identify_user(user_id)
    return {"id": user_id}
