from app import app


@app.post("/login")
def login():
    return check()
