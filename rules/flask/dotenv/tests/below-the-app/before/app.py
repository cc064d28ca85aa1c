import dotenv
from flask import Flask

app = Flask(__name__)

# What is kept out of the repository.
dotenv.load_dotenv(".env")
dotenv.load_dotenv(".env.local", override=True)

app.secret_key = dotenv.get_key(".env", "SECRET_KEY")
