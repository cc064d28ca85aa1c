# The models decide; wtforms names its fields like mongoengine does.
from flask_wtf import FlaskForm
from wtforms import StringField
from shop.fields import PhoneField

import pydantic


class LoginForm(FlaskForm):
    username = StringField("Name")
    mobile_phone = PhoneField("Mobile")
