from flask_jwt_extended import get_jwt_identity, jwt_required

from app import app


@app.get("/me")
@jwt_required()
def me():
    user_id = get_jwt_identity()
    return {"id": user_id}
