from fastapi import FastAPI

from service.errors import start

start()
api = FastAPI()
