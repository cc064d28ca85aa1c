from dotenv import load_dotenv

from shop import app as application

load_dotenv()
