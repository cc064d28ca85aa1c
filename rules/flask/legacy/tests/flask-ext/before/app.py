import os
from flask.ext.mail import Mail
