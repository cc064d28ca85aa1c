from flask_login import login_user
