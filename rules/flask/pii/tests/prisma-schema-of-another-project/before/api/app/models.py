from app.database import Base
from sqlalchemy import Column, String


class User(Base):
    email = Column(String(120))
