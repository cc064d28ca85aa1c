from dotenv import load_dotenv
from flask import Flask


def create_app():
    return Flask(__name__)


if __name__ == "__main__":
    load_dotenv()
    create_app().run()
