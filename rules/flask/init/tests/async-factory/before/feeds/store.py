async def connect():
    return object()
