import sentry_sdk
from fastapi import FastAPI

sentry_sdk.init()
app = FastAPI()
