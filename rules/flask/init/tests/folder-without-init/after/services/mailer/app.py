from flask import Flask
from services.mailer.queue import drain
from services.mailer.sentry_setup import bind_app, init_sentry

init_sentry()
app = Flask(__name__)
bind_app(app)


@app.post("/drain")
def drain_queue():
    return {"sent": drain()}
