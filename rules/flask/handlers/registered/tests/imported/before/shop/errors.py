def answer(error):
    return "Sorry.", 500
