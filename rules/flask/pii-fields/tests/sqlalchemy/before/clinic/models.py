import datetime

import sqlalchemy as sa
import sqlalchemy.orm as so
from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, String, Table
from sqlalchemy.orm import Mapped, declared_attr, deferred, mapped_column, relationship

from clinic.database import Base, metadata

nurses = Table(
    "nurses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("pager_email", String(120)),
    Column("name", String(80)),
    Column("ward_id", ForeignKey("wards.id")),
)


class ContactMixin:
    mobile_number = Column(String(20))

    @declared_attr
    def reply_email(cls) -> Mapped[str]:
        return mapped_column(String(120))

    @declared_attr
    def phone_verified(cls):
        return Column(Boolean)


class Patient(ContactMixin, Base):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    given_name: Mapped[str | None]
    family_name: so.Mapped[str] = so.mapped_column(
        sa.String(80),
        nullable=False,
    )
    born: Mapped[datetime.date]
    date_of_birth: Mapped[datetime.date]
    birthday = Column(DateTime)
    home = Column("home_address", String(200))
    tax = Column(String(20), name="tax_id")
    _password = Column("password", String(128))
    passport_number = deferred(sa.Column(sa.String(20)))
    email_verified: Mapped[bool] = mapped_column(default=False)
    email_confirmed_at = Column(DateTime)
    email_template_id: Mapped[int] = mapped_column(ForeignKey("templates.id"))
    phone_type = Column(String(10))
    password_expired = Column(Boolean, default=False)
    doctor_email: Mapped["Email"] = relationship()
    user_ip = Column(String(45))


class Ward(Base):
    id = Column(Integer, primary_key=True)
    name = Column(String(80))
    address = Column(String(80))
    city: Mapped[str]
