def load_dotenv():
    """Not the one that is meant."""


load_dotenv()
