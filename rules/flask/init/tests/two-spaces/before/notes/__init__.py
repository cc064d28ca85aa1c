from flask import Flask
from notes.db import db


def create_app():
  app = Flask(__name__)
  app.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite://'
  db.init_app(app)
  return app
