import attr
from attrs import define
from dataclasses import dataclass
from marshmallow import Schema, fields
from pydantic import BaseModel, EmailStr, Field


class BuyerIn(BaseModel):
    email: EmailStr
    buyer_phone: str | None = None
    email_opt_in: bool = True
    surname: str = Field(alias="lastName", min_length=1)


class BuyerOut(BuyerIn):
    card_number: str


@dataclass
class Visitor:
    client_ip: str
    username: str | None = None
    email_count: int = 0


@define
class Courier:
    mobile_phone: str
    street: str = attr.ib(default="")


class ReceiptSchema(Schema):
    billing_address = fields.Str()
    fax = fields.Nested("FaxSchema")
    has_email = fields.Bool()
    delivery_mail = fields.Email(data_key="mailAddress")
