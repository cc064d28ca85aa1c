from flask import Flask
from services.mailer.queue import drain

app = Flask(__name__)


@app.post("/drain")
def drain_queue():
    return {"sent": drain()}
