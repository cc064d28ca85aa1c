class Dev:
    DEBUG = True
