from physics import g
from sqlalchemy.orm import Session

from models import Member, get_jwt_identity

session = Session()


def sign_in(name, password):
    member = Member.named(name)
    session["user_id"] = member.id
    g.user = member
    who = get_jwt_identity()
    return who and member.verify_password(password)


def checked(member):
    @member.verify_token
    def check(token):
        return token

    return check
