from app.database import Base
from sqlalchemy import Column, String


class User(Base):
    email = Column(String(120))
    _password = Column(String(34))
    address = Column(String(34))
    zip_code = Column(String(34))
