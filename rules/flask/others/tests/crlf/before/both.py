from fastapi import FastAPI
from starlette.middleware.wsgi import WSGIMiddleware

from app import app

both = FastAPI()
both.mount("/", WSGIMiddleware(app))
