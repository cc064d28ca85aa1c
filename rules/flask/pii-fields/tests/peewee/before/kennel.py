import peewee
from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField, IPField, Model, TextField


class Owner(Model):
    name = CharField(max_length=80)
    mail = peewee.CharField(column_name="email_addr", unique=True)
    street_address = TextField(null=True)
    birth_date = DateField()
    last_login_ip = IPField(null=True)
    phone_confirmed = BooleanField(default=False)
    password_changed = DateTimeField(null=True)


class Customer(Model):
    name = CharField()
    contact_email = ForeignKeyField(Owner, null=True)


class Dog(Model):
    name = CharField()
    owner_phone = CharField()
