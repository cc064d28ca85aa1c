from mongoengine import BooleanField, Document, EmailField, ReferenceField, StringField


class Member(Document):
    name = StringField(required=True)
    contact = EmailField(db_field="emailAddress")
    nickname = StringField()
    iban = StringField()
    email_opt_out = BooleanField()
    email_domain = StringField()
    mobile = ReferenceField("Device")
