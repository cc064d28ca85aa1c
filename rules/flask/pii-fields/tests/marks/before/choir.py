from dataclasses import dataclass, field
from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy import Column, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


class Base(DeclarativeBase):
    pass


class Singer(Base):
    voice: Mapped[str] = mapped_column(String(10), info={"pii": True})
    robe = Column("robe_size", String(4), info={"pii": "user.biometric"})
    remarks = Column(Text, comment="PII: what the conductor noticed")
    allergies = Column(Text, comment="not PII, of the buffet")
    email = Column(String(120), info={"pii": False})
    phone = Column(String(20))  # no PII: the office
    hometown = Column(String(20))  # PII
    section = Column(String(10))
    # PII is told from the rest by hand.
    rank = Column(String(10))

    @declared_attr
    def locker(cls):
        return Column(String(10), info=dict(pii=True))


@dataclass
class Guest:
    seat: str = field(metadata={"pii": "user.location"})
    username: str = field(metadata={"pii": None})


class Donation(BaseModel):
    motive: Annotated[str, Field(json_schema_extra={"pii": True})]
    tribute: str | None = None  # PII
