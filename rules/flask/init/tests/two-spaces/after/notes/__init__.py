from flask import Flask
from notes.db import db
from notes.sentry_setup import bind_app, init_sentry


def create_app():
  init_sentry()
  app = Flask(__name__)
  bind_app(app)
  app.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite://'
  db.init_app(app)
  return app
