def drain():
    return 0
