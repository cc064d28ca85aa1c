from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return "ok"


if __name__ == "__main__":
    from dotenv import load_dotenv

    load_dotenv()
    app.run()
