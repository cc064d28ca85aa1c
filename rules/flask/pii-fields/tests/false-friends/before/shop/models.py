from sqlalchemy import Boolean, Column, Integer, String

from shop.database import Base, mailer


class Shop(Base):
    name = Column(String(80))
    location = Column(String(80))
    email_branding_id = Column(Integer)
    email_verified = Column(Boolean)
    email_template = Column(String(80))
    password_policy = Column(String(80))
    is_phone_public = Column(Integer)
    token_count = Column(Integer)
    max_tokens = Column(Integer)
    ip_range = Column(String(80))
    default_sender = mailer.field("email")


class UserGroup(Base):
    name = Column(String(80))
    address = Column(String(80))


class MailSettings(Base):
    mail_password = Column(String(80))


class PasswordExpired(Exception):
    username: str


def find(email: str) -> str:
    phone: str = email
    return phone


class Till(Base):
    cashier_email = Column(String(80))
