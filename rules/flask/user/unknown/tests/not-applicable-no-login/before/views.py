def whose():
    return "nobody, and no login"
