def latest(symbol):
    return {"symbol": symbol, "price": None}
