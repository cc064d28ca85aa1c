from flask import Flask
from services.mailer.queue import drain
from services.mailer.sentry_setup import init_sentry

init_sentry()
app = Flask(__name__)


@app.post("/drain")
def drain_queue():
    return {"sent": drain()}
